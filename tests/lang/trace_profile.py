# sys.settrace and sys.setprofile.
import sys
events = []


def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return None
    events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, arg if event == "return" else None))
    return tracer


def f(x):
    y = x + 1
    if y > 2:
        y *= 2
    return y


def g():
    try:
        f("a")
    except TypeError:
        pass
    for i in range(2):
        f(i)


sys.settrace(tracer)
f(5)
sys.settrace(None)
for e in events:
    print(*e)
events.clear()
sys.settrace(tracer)
g()
sys.settrace(None)
print([(e[0], e[1], e[2]) for e in events])
calls = []
sys.setprofile(lambda frame, event, arg: calls.append((event, frame.f_code.co_name, getattr(arg, "__name__", None))))
f(1)
len([])
sys.setprofile(None)
print(calls)


def bad(frame, event, arg): raise ValueError("in tracer")


sys.settrace(bad)
try:
    f(1)
except ValueError as e:
    print(e, sys.gettrace())


def gen():
    yield 1
    yield 2


events.clear()
sys.settrace(tracer)
list(gen())
sys.settrace(None)
print([(e[0], e[1], e[2]) for e in events])
