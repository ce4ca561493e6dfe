# match: mapping patterns.
def f(x):
    match x:
        case {"type": "point", "x": x, "y": y}: return "point", x, y
        case {"type": "list", "items": [first, *rest]}: return "list", first, rest
        case {"a": 1, **rest}: return "a1", rest
        case {"a": int() | float() as n}: return "a number", n
        case {1: one, None: none}: return one, none
        case {"nested": {"deep": {"v": v}}}: return "deep", v
        case {}: return "any mapping"
        case _: return "not a mapping"


for v in ({"type": "point", "x": 1, "y": 2, "z": 3}, {"type": "list", "items": [1, 2]}, {"a": 1, "b": 2}, {"a": 1}, {"a": 2.5}, {"a": "s"}, {1: "x", None: "y"},
          {"nested": {"deep": {"v": 5}}}, {}, {"zz": 0}, [], None, [("a", 1)]):
    print(v, f(v))
from collections import defaultdict
d = defaultdict(int, a=0)
match d:
    case {"missing": x}: print("no", x)
    case {"a": x}: print("a", x, dict(d))


class M(dict):
    def __missing__(self, k): return "made up"


match M():
    case {"k": v}: print("made", v)
    case _: print("missing is not asked")


class Get(dict):
    def get(self, k, default=None): print("get", k); return super().get(k, default)


match Get(a=1, b=2):
    case {"a": a, "b": b}: print(a, b)
K = type("K", (), {"key": "dyn"})
match {"dyn": 7}:
    case {K.key: v}: print(v)
match {"x": 1, "y": 2}:
    case {**all_}: print(all_)
match {-1: "neg", 1.5: "f", b"b": "bytes", True: "t"}:
    case {-1: a, 1.5: b, b"b": c, True: d}: print(a, b, c, d)
for src in ("match x:\n case {'a': 1, 'a': 2}: pass", "match x:\n case {**r, 'a': 1}: pass", "match x:\n case {a: 1}: pass", "match x:\n case {**_}: pass"):
    try:
        compile(src, "s", "exec")
        print("ok")
    except SyntaxError as e:
        print(e.msg)


class Dup:
    a = "k"
    b = "k"


try:
    match {"k": 1}:
        case {Dup.a: 1, Dup.b: 2}: print("no")
except ValueError as e:
    print(e)
rest = {"keep": 1}
match {"a": 1}:
    case {"a": 2, **rest}: print("no")
    case _: print(rest)
