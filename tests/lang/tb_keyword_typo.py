# Keywords misspelt: what the traceback suggests.
import sys
for src in ("fro x in y: pass", "whille True: pass", "imprt sys", "clas C: pass", "de f(): pass", "if x:\n pass\nesle:\n pass", "retrun 1", "try:\n pass\nexcpt: pass", "wiht x: pass", "form x import y", "asser x", "lamda x: x", "for x im y: pass", "x = Tru nd False", "elseif x: pass", "function f(): pass", "async dfe f(): pass"):
    try:
        compile(src, "<s>", "exec")
        print("ok")
    except SyntaxError as e:
        sys.excepthook(type(e), e, None)
