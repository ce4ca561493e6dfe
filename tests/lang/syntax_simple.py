# Syntax errors (simple): message, line and columns.
for src in (
    'raise x from', 'raise from x', 'raise x, y', 'assert', 'assert x,', "assert (x, 'y'", 'global', 'global x.y',
    'nonlocal 1', 'global x, ', 'pass x', 'pass 1', 'print x', "print 'a'", "exec 'x'", 'print x, y', 'exec x in y',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
