# Tracebacks through exec and compile: lines that no file has.
code = compile("def f():\n    return 1 / 0\nf()", "<made up>", "exec")
import sys
try:
    exec(code)
except ZeroDivisionError as e:
    sys.excepthook(type(e), e, e.__traceback__)
try:
    exec("x = 1\nx.y.z")
except AttributeError as e:
    sys.excepthook(type(e), e, e.__traceback__)
try:
    eval("1 +\n a b")
except SyntaxError as e:
    sys.excepthook(type(e), e, e.__traceback__)
eval("undefined + 1")
