# Syntax errors (calls): message, line and columns.
for src in (
    'f(a b)', 'f(a, b c)', 'f(**a, *b)', 'f(a=1, b)', 'f(**a, b)', 'f(a=1, a=2)', 'f(1=2)', 'f(a.b=1)', 'f(None=1)',
    'f(a+1=2)', 'f(x for x in y, 1)', 'f(1, x for x in y)', 'f(x for x in y for)', 'f(a=)', 'f(*)', 'f(**)', 'f(,)',
    'f(a,,b)', 'f(a, b, )', 'f(lambda: 1=2)', 'f(True=1)', 'f(__debug__=1)', 'f(a=b=c)',
    'f(a for a in b, c for c in d)', 'f(*a for a in b)', 'f(**a for a in b)', 'f(x=i for i in y)', "f('a'=1)",
    'f(a if b)',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
