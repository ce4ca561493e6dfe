# Syntax errors (assign): message, line and columns.
for src in (
    'x = ', 'x = = 1', '1 = x', 'f() = 1', 'x + 1 = 2', 'None = 1', 'True = 1', '... = 1', "'a' = 1", '(x, 1) = 2',
    '[a, f()] = 1', 'x = 1 = y', '*a = 1', 'a, *b, *c = x', '(a := 1) = 2', '{a: 1} = 2', '{a} = 1',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
