# except without parentheses (PEP 758).
for exc in (ValueError("v"), KeyError("k"), OSError("o")):
    try:
        raise exc
    except ValueError, KeyError:
        print("first", type(exc).__name__)
    except OSError, EOFError:
        print("second")
try:
    raise ExceptionGroup("g", [ValueError(), TypeError()])
except* ValueError, TypeError:
    print("group")
for src in ("try: pass\nexcept A, B as e: pass", "try: pass\nexcept* A, B as e: pass", "try: pass\nexcept A, B, C: pass", "try: pass\nexcept (A, B) as e: pass"):
    try:
        compile(src, "s", "exec")
        print("ok")
    except SyntaxError as e:
        print(e.msg)
