# How syntax errors are printed: text, carets, ranges over lines, tabs, long lines, no text.
import sys
for src in ("a b", "x = (1,\n 2 3)", "\tx = = 1", "def f():\n\treturn 1 +", "f(a for a in b, c)", "'abc", "x = '''abc\ndef", "if x = 1:\n pass", "1 = x", "(a, b\n = 1", "for x in y\n  pass", "class C\n  pass", "  x", "x = 1\n   y = 2", "return", "x" * 300 + " y", "print 'a'", "a, b += 1", "f(**a, *b)", "def f(a, a): pass", "import a.b as", "from x import (a, b", "é = ñ ñ", "x = {1: 2, 3}", "lambda x, x: 1", "nonlocal x", "else:\n pass", "async def f():\n  yield from x", "f'{a b}'", "f'''{\na b\n}'''", "del f()", "x = yield = 1", "try:\n x\nfinally", "with open('x') as 5: pass", "not", "a if b", "\\ x", "x\\\n= = 1", "[1, 2\nx = 3", "{'a': 1,\n 'b' 2}"):
    try:
        compile(src, "<test>", "exec")
        print("ok", repr(src))
    except SyntaxError as e:
        sys.excepthook(type(e), e, None)
for e in (SyntaxError("only message"), SyntaxError("m", ("f.py", 3, 5, "abc def", 3, 8)), SyntaxError("m", ("f.py", 3, None, None)), SyntaxError("m", ("f.py", None, None, "text")), SyntaxError("m", (None, 1, 1, "  x y z", 1, 4)), SyntaxError("m", ("f.py", 1, 100, "short")), SyntaxError("m", ("f.py", 1, 1, "a\nb", 2, 1)), IndentationError("i", ("f.py", 1, 3, "  x")), SyntaxError("m", ("f.py", 1, 0, "zero")), SyntaxError("m", ("f.py", 1, -1, "neg")), SyntaxError()):
    sys.excepthook(type(e), e, None)
