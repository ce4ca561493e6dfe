# Syntax errors (control): message, line and columns.
for src in (
    'if x: pass else: y', 'if x\n  pass', 'if x = 1: pass', 'while x = 1: pass', 'if x:', 'if x:\npass', 'else: pass',
    'elif x: pass', 'for x: pass', 'for x in : pass', 'for 1 in x: pass', 'for f() in x: pass', 'for x in y z: pass',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
