"""ast at work: dump, walk, unparse, transform, literal_eval, compile of trees."""
import ast

SOURCE = '''
import os.path as p, sys
from . import a as b
@d(1)
class C[T: int, *U, **V = []](B, m=1):
    "doc"
    x: int = 5
    async def f(self, a, /, b=2, *c, e=3, **k) -> "r":
        async with x as y, z: pass
        async for q in r: await q
        return lambda *a: (yield)
def g():
    global h
    try: raise E from e
    except* (A, B) as e: del x[1:2, ...], y.z
    else: assert a, b
    finally: pass
    while not a or b and -c ** ~d: break
    else: continue
    with (a as b, c): x, *y = z = {**a, 'k': b''}, {1, 2}, [i for i in j if k async for l in m]
type A[T] = list[T]
match v:
    case {'a': 1, **r} | [1, *_, None] | C(x, y=2) if (n := 3): x += 1
    case _: f"{a!r:>{w}}b{c=}"; t"{x}"
if a < b <= c is not d not in e: 1e400, 3j, 0xff, "\\ud800"
else: nonlocal_ = a if b else c @ d
'''
tree = ast.parse(SOURCE)
print(ast.dump(tree, indent=1, include_attributes=True))
print(ast.unparse(tree))
print(len(list(ast.walk(tree))))


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)


space = {}
double = Double().visit(ast.parse("r = [1, 'ab', (2, 3), 2.5, b'x', 1j, 10**20 + 5]"))
exec(compile(double, "f", "exec"), space)
print(space["r"])
print(eval(compile(ast.parse("x + y", mode="eval"), "f", "eval"), {"x": 1, "y": 2}))
print(ast.literal_eval("{'a': [1, 2.5, (None, True)], b'x': -3+4j}"))
print(eval(compile(ast.fix_missing_locations(ast.Expression(ast.Constant((1, (2, "x"), frozenset([3]))))), "f", "eval")))
print(ast.get_docstring(tree.body[2], clean=False), ast.get_source_segment(SOURCE, tree.body[1]))
for bad in ("a b", "x = (", "  x"):
    try:
        ast.parse(bad)
    except SyntaxError as e:
        print(type(e).__name__, e)
