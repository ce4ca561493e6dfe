# An uncaught exception group.
def f():
    raise TypeError("inner")


excs = []
for g in (f, lambda: 1 / 0, lambda: {}["k"]):
    try:
        g()
    except Exception as e:
        excs.append(e)
excs[1].add_note("a note")
try:
    raise ValueError("cause")
except ValueError as v:
    raise ExceptionGroup("several", [*excs, ExceptionGroup("nested", [OSError("deep"), ValueError("deeper")])]) from v
