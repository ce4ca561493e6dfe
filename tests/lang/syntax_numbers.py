# Syntax errors (numbers): message, line and columns.
for src in (
    'x += 1 += 2', '(a, b) += 1', 'f() += 1', '[a] += 1', 'x++', '++', 'x +', '* x', 'x y', 'x 1', '1 x', '1x',
    '0777', '0x', '0b2', '0o8', '1_', '1__0', '1e', '1.e+', '5abc', '0_x1', '1.2.3', '1_000_',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
