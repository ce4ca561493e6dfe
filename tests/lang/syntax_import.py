# Syntax errors (import): message, line and columns.
for src in (
    'import', 'import x.', 'import x as', 'import x as y.z', 'from x import', 'from x import (a', 'from . import *x',
    'from x import a as b.c', 'from x import a,', 'from import x', 'import x, ', 'from x import ()',
    'import a.b as c, 1', 'from x import *, a', 'from x import a b',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
