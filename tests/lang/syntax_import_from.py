# Syntax errors (import_from): message, line and columns.
for src in (
    'def f():\n from x import *', 'import x from y', 'from .. import', 'from x import (a, b,) c', "import 'x'",
    'from x import None',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
