# Syntax errors (flow): message, line and columns.
for src in (
    'return 1', 'yield 1', 'break', 'continue', 'await x', 'return', 'def f():\n break', 'class C: return 1',
    'lambda: (yield)', 'for x in y:\n def f():\n  continue', 'while 1:\n class C:\n  break',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
