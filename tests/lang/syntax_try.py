# Syntax errors (try): message, line and columns.
for src in (
    'try: pass', 'try:\n pass\nx', 'try: pass\nexcept: pass\nexcept A: pass', 'try: pass\nexcept A as 1: pass',
    'try: pass\nexcept A as b.c: pass', 'except: pass', 'finally: pass', 'try: pass\nelse: pass',
    'try: pass\nfinally: pass\nexcept: pass', 'try: pass\nexcept A as: pass',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
