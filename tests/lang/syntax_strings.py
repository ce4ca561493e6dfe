# Syntax errors (strings): message, line and columns.
for src in (
    "'", '"', "'abc", "'abc\ndef'", "'''", "'''abc", '"""abc\ndef', "r'\\'", "'\\x1'", "'\\u12'", "'\\U1234567'",
    "'\\U99999999'", "'\\N{}'", "'\\N{not a name}'", "'\\N'", "b'\\x1'", "b'é'", "'a' b'b'", "b'a' 'b'", "ub'x'",
    "x'abc'", "f''x", "'a'1", "'it's'", '"say "hi""', "'a\\", "'''a' + 'b'",
):
    try:
        compile(src, "<s>", "exec")
        print(repr(src), "ok")
    except SyntaxError as e:
        print(repr(src), "|", type(e).__name__, "|", e.msg, "|", e.lineno, e.offset, e.end_lineno, e.end_offset)
    except ValueError as e:
        print(repr(src), "|", type(e).__name__, e)
