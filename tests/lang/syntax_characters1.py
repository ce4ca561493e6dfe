# Syntax errors (characters): message, line and columns.
for src in (
    'x = $', 'x = ?', 'x = 1 ! 2', 'x = `a`', 'é = 1; ñ$ = 2', 'x = \u201cquoted\u201d', 'x = 1\xa0+ 2',
    'x = a\u200bb', 'x\\ y', '\\', 'x = 1 \\', 'x = \\ 1', 'x \\\n', '\x00', 'x = 1\x00', '@', '@x', '@x\ny = 1',
    '@x y\ndef f(): pass', '\u2192 = 1', 'x = \u2044', '\U0001f389', 'x = 1\u20262', 'x;;', ';', 'x = 1;; y = 2',
    ': x', 'x:', 'x: 1 2', ', x', 'x,,', '= 1',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
