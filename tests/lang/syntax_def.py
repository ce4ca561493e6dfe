# Syntax errors (def): message, line and columns.
for src in (
    'def f', 'def f(', 'def f()', 'def f():', 'def f(x, x): pass', 'def f(a=1, b): pass', 'def f(*): pass',
    'def f(*, **k): pass', 'def f(**k, a): pass', 'def f(*a, *b): pass', 'def f(/): pass', 'def f(a, /, b, /): pass',
    'def f(*, a, /): pass', 'def f(a, 1): pass', 'def f((a, b)): pass', 'def f(None): pass', 'def f(a.b): pass',
    'def f(a=): pass', 'def 1(): pass', 'def f(*a=1): pass', 'def f(**a=1): pass', 'def f(**a, *b): pass',
    'def f(a, *, /): pass', 'def f(x for x in y): pass',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
