# Syntax errors (class): message, line and columns.
for src in (
    'class', 'class C', 'class C(', 'class C:', 'class 1: pass', 'class C(x for x in y): pass', 'class C[T: pass',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
