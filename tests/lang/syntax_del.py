# Syntax errors (del): message, line and columns.
for src in (
    'del', 'del 1', 'del f()', 'del x + 1', 'del (x, 1)', 'del *x', 'del x y', 'del None', 'del (a for a in b)',
    'del x if y else z',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
