# Syntax errors (characters): message, line and columns.
for src in (
    '. x', 'x.', 'x..y', 'x.1', 'x.None', 'x.class', '-> x', 'x -> y', ':= 1', 'x @', '@@', '! x', '~', 'a.b.c d',
    'def', 'async x', 'async', 'await', 'async def', 'async lambda: 1', 'async with x', 'async for', 'import async',
    'None.x = 1', 'class = 1', 'x.if = 1', 'if = 1', 'for = 2', 'lambda = 1', 'f(class=1)', 'def if(): pass',
    'a = yield = 1',
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
