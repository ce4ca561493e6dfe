# Reports of SyntaxErrors with odd attributes.
import sys
def show(e):
    sys.stderr.write("--\n")
    sys.excepthook(type(e), e, e.__traceback__)
S = SyntaxError
show(S()); show(S("m")); show(S("m", ("f.py", 1, 2, "abc def\n"))); show(S("m", ("f.py", 1, 5, "abc def\n", 1, 8))); show(S("m", ("f.py", 1, 5, "   abc def\n", 1, 8)))
show(S("m", ("f.py", 1, 5, "\t\tabc def\n", 1, 8))); show(S("m", (None, 1, 5, "abc", 1, 8))); show(S("m", ("f.py", None, 5, "abc", 1, 8))); show(S("m", ("f.py", 1, None, "  abc"))); show(S("m", ("f.py", 1, 50, "abc", 1, 80)))
show(S("m", ("f.py", 1, 2, "abc", 2, 3))); show(S("m", ("f.py", 1, 2, "abc", None, None))); show(S("m", ("f.py", 1, 0, "abc", 1, 0))); show(S("m", ("f.py", 1, -1, "abc", 1, 2))); show(S("m", ("f.py", 1, 3, "abc", 1, 1))); show(S("m", ("f.py", "x", 3, "abc", 1, 1)))
show(S("m", ("f.py", 1, "q", "abc", 1, 1))); show(S("m", ("f.py", 1, 1, None, 1, 1))); show(S("m", ("f.py", 1, 1, "", 1, 1))); show(S("m", ("f.py", 1, 1, "\n", 1, 1))); show(S("m", ("f.py", 1, 3, "é日本 x", 1, 5))); show(S("", ("f.py", 1, 3, "abc", 1, 5))); show(S(None, ("f.py", 1, 3, "abc", 1, 5)))
show(IndentationError("m", ("f.py", 1, 3, "abc", 1, 5))); show(TabError("m", ("", 1, 3, "abc", 1, 5)))
s = S("m", ("f.py", 1, 3, "abc", 1, 5)); s.add_note("note"); show(s)
class MyS(SyntaxError): pass
show(MyS("m", ("f.py", 1, 3, "abc", 1, 5)))
s = S("x"); s.text = "foo"; s.offset = 2; show(s); s.lineno = 4; show(s); s.text = 5; show(s); s.filename = 9; show(s)
