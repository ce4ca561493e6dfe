# Syntax errors (with): message, line and columns.
for src in (
    'with: pass', 'with x as: pass', 'with x as 1: pass', 'with x as f(): pass', 'with x y: pass',
    'with (x as y): pass', 'with (x as y, z as 1): pass', 'with x as y + 1: pass', 'with (a, b) as: pass',
    'with x, : pass',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
