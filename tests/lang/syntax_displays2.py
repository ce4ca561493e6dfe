# Syntax errors (displays): message, line and columns.
for src in (
    '[x for x in]', '[for x in y]', '[x for x in y if]', '[x for 1 in y]', '[x, y for x in z]', '[x for x in y, z]',
    '[x if y for x in z]', '(x, y for x in z)', '{x: y, z for x in w}', '{x y for x in w}', '[(yield) for x in y]',
    '[x := 1 for x in y]', '[x for x in (y := z)]', '[(x := 1) for x in y]',
    '[i for i in range(5) if (j := 0) for k in range(j + (i := 1))]', '[a for a in b for c in (d := e)]',
    '{a := 1: 2}', '{a := 1, 2}', '(a, b) = 1, 2 = c', '[a, b for c in d]',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
