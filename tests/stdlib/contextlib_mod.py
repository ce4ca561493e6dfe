# contextlib.
from contextlib import *
import io
@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name
    except KeyError as e:
        print("handled", e)
    finally:
        print(f"</{name}>")
with tag("a") as t:
    print(t)
with tag("b"):
    raise KeyError("k")
@tag("deco")
def f(): print("in f")
f()
with suppress(ZeroDivisionError, KeyError):
    1 / 0
with redirect_stdout(io.StringIO()) as out:
    print("captured")
print(repr(out.getvalue()))
with ExitStack() as stack:
    for n in "xyz":
        stack.enter_context(tag(n))
    stack.callback(print, "callback", 1)
    stack.push(lambda *a: print("push", a[0]))
    print("body")
class C:
    def close(self): print("closed")
with closing(C()) as c:
    pass
with nullcontext(5) as n:
    print(n)
class D(ContextDecorator):
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit"); return False
@D()
def g(): return "g"
print(g())
with ExitStack() as s:
    s.enter_context(tag("kept"))
    kept = s.pop_all()
print("still open")
kept.close()
@contextmanager
def bad(): 
    yield 1
    yield 2
@contextmanager
def none():
    if 0: yield
for m in (bad, none):
    try:
        with m(): pass
    except RuntimeError as e:
        print(e)
try:
    with tag("out"):
        raise ValueError("through")
except ValueError as e:
    print(e)
with suppress(ValueError):
    raise ExceptionGroup("g", [ValueError(1)])
class A(AbstractContextManager):
    def __exit__(self, *a): print("abstract exit")
with A() as a:
    print(isinstance(a, AbstractContextManager))
