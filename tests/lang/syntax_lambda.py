# Syntax errors (lambda): message, line and columns.
for src in (
    'lambda', 'lambda x', 'lambda x:', 'lambda x=: 1', 'lambda *: 1', 'lambda x, x: 1', '(lambda: x) = 1',
    'lambda (x): 1', 'lambda x=1, y: 1',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
