# Warnings as errors: SyntaxWarning becomes SyntaxError.
for src in ("x is 1", "'\\d'", "assert (1, 2)", "1if x else 2", "def f():\n try: pass\n finally: return", "[1](2)", "x = 5\nx.y"):
    try:
        compile(src, "<s>", "exec")
        print("ok")
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset, e.text)
