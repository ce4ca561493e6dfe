# match: class patterns, __match_args__, builtin types, errors.
class P:
    __match_args__ = ("x", "y")

    def __init__(self, x, y): self.x, self.y = x, y


class Sub(P): pass
class NoArgs: pass


def f(v):
    match v:
        case P(0, 0): return "origin"
        case P(0, y): return "y axis", y
        case P(x, y=0): return "x axis", x
        case Sub(): return "sub"
        case P(x=P() as inner): return "inner", inner.x
        case P(x, y) if x == y: return "diagonal", x
        case P(): return "P"
        case int(n) | float(n): return "number", n
        case str("special"): return "special"
        case str(s): return "str", s
        case list([a, *_]): return "list", a
        case tuple(t): return "tuple", t
        case dict(d): return "dict", d
        case bool(): return "never: bool is an int"
        case bytes(b) | bytearray(b): return "bytes", b
        case set(s) | frozenset(s): return "set", sorted(s)
        case NoArgs(): return "NoArgs"
        case type(): return "type"
        case object(): return "object"


for v in (P(0, 0), P(0, 5), P(5, 0), Sub(1, 2), P(P(1, 2), 3), P(4, 4), P(1, 2), 5, 2.5, True, "special", "s", [1, 2], [], (1,), {"k": 1}, b"b", bytearray(b"q"), {2, 1}, frozenset([3]), NoArgs(), int, None):
    print(f(v))


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def too_many():
    match P(1, 2):
        case P(a, b, c): pass


def no_match_args():
    match NoArgs():
        case NoArgs(a): pass


def duplicate():
    match P(1, 2):
        case P(a, x=b): pass


def not_class():
    match 5:
        case f.attr(): pass


def not_type():
    n = 5
    match 5:
        case n(): pass


def int_many():
    match 5:
        case int(a, b): pass


class BadArgs:
    __match_args__ = ["x"]


class BadArgs2:
    __match_args__ = (5,)


def bad_args():
    match BadArgs():
        case BadArgs(a): pass


def bad_args2():
    match BadArgs2():
        case BadArgs2(a): pass


for t in (too_many, no_match_args, duplicate, not_class, not_type, int_many, bad_args, bad_args2):
    attempt(t)


class Missing:
    __match_args__ = ("gone",)


match Missing():
    case Missing(x): print("no")
    case Missing(): print("attribute missing: no match")


class Raises:
    @property
    def a(self): raise ValueError("from property")


def raises():
    match Raises():
        case Raises(a=1): pass


attempt(raises)


class Meta(type):
    def __instancecheck__(cls, o): print("instancecheck"); return o == 3


class I(metaclass=Meta): pass


match 3:
    case I(): print("by instancecheck")
match P([1, {"k": (2, 3)}], "z"):
    case P([a, {"k": (b, c)}], y=str() as d): print(a, b, c, d)


class Own(str):
    __match_args__ = ("upper",)


match Own("q"):
    case Own(u): print(u())
