# json.
import json
doc = {"a": [1, 2.5, -3e10, True, False, None], "é": "x\u2028\n\t\"\\\x7f😀", "nested": {"k": {}}, "empty": [], "big": 2 ** 70, "t": (1, 2)}
s = json.dumps(doc)
print(s)
print(json.dumps(doc, indent=2, ensure_ascii=False, sort_keys=True))
print(json.dumps(doc, separators=(",", ":")), json.loads(s) == {**doc, "t": [1, 2]}, json.dumps("</script>"), json.dumps({1: 1, None: 2, True: 3, 1.5: 4}), json.dumps([float("inf"), float("nan")]), json.loads("[Infinity, NaN, -Infinity]"))
print(json.loads('{"a": 1, "a": 2}'), json.loads(' [1 , 2 ]\n'), json.loads('"\\ud83d\\ude00\\u00e9"'), json.loads(b'{"k": "v"}'), json.loads("1E5"), json.loads('{"x": 1.1}', parse_float=str), json.loads('[1]', parse_int=lambda s: s * 2), json.loads('{"a": 1}', object_pairs_hook=list), json.loads('{"a": {"b": 1}}', object_hook=lambda d: tuple(d.items())))
class E(json.JSONEncoder):
    def default(self, o): return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({"s": {3, 1, 2}}, cls=E), json.dumps([1j], default=repr), list(json.JSONEncoder().iterencode([1, {"a": 2}])))
for bad in ("", "{", "[1,]", '{"a" 1}', "tru", "'a'", '"\x01"', "[1] 2", '{"a": 1,}', '"\\q"', "01", "-", "nul", '"abc', "[" * 3):
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), e, e.lineno, e.colno, e.pos)
for bad in ({1, 2}, {(1,): 2}, object, [float("nan")]):
    try:
        json.dumps(bad, allow_nan=False)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
l = []
l.append(l)
try:
    json.dumps(l)
except ValueError as e:
    print(e)
