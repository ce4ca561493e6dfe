# Syntax errors (unclosed): message, line and columns.
for src in (
    '(', '[', '{', ')', ']', '}', '(]', '[)', '{)', '(a, b', '[1, 2\nx = 1', '{1: 2', '(\n(\n)', 'f(', 'f(a',
    'f(a,\n', 'x = (1 + \n2', 'print((1)', 'foo(a, [b, {c)', '{(})', 'a[1', 'a[', 'a[]', 'a[1:2:3:4]', 'a[1:2,]',
    'a[*]', 'a[**b]', 'a[x=1]', 'a[x:=1]', 'a[b c]',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
