# Syntax errors (displays): message, line and columns.
for src in (
    '[1 2]', '[1, 2 3]', '{1 2}', '{1: 2 3: 4}', '{1:}', '{1: 2, 3}', '{1, 2: 3}', '{**a, 1}', '{*a, 1: 2}',
    '{1: *a}', '{1: **a}', '{a: b for}', '{**a for a in b}', '[*a for a in b]', '(*a)', '(*a for a in b)', '(**a)',
    '*a', 'print(*a b)', '[x for]', '[x for x]',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
