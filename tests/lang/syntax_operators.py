# Syntax errors (operators): message, line and columns.
for src in (
    'x if y', 'x if y else', 'x = x if y else', 'if else', 'x if y else pass', 'not', 'x not y', 'x is not', 'x in',
    'and x', 'x or', 'x not in', 'not in x', 'x <> y', 'x === y', 'x =! y', 'x != = y', 'a ? b : c', 'x := 1',
    '(x := )', '(x.y := 1)', '(x[0] := 1)', '(1 := 2)', 'f(x.y := 1)', 'x = y := 1', 'lambda: x := 1',
    '(a, b := 1, 2) = c',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
