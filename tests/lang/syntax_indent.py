# Syntax errors (indent): message, line and columns.
for src in (
    ' x = 1', 'if x:\n  a\n b', 'if x:\n a\n  b', 'if x:\n\ta\n        b', 'if x:\n        a\n\tb', 'def f():\nx',
    'for x in y:\nz', 'while x:\nz', 'class C:\nx', 'try:\nx', 'try:\n x\nexcept:\ny', 'try:\n x\nfinally:\ny',
    'with x:\ny', 'if x:\n a\nelse:\nb', 'if x:\n a\nelif y:\nb', '  \n x', 'x = 1\n y = 2', 'def f():\n  x\n y',
    'match x:\n case 1:\n  a\n b', 'if 1:\n# comment\nx', 'if x: a\n b', 'class C:\n def f(self):\n  x\n y',
    'async def f():\nx', 'async with x:\ny', 'async for x in y:\nz', 'try:\n x\nexcept* A:\ny',
    'match x:\ncase 1: pass', 'if x:\n (a,\nb)\n   c', '\tx', '\x0c x = 1', 'if 1:\n  pass\n\x0c  x', 'def f(:\n x',
    'x = [\n 1,\n 2\nprint(x)', "d = {\n 'a': 1\n 'b': 2\n}", 'foo(a, b\n c)', '(a, b\n = c)',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
