# Code objects and function attributes that programs rely on.
def f(a, b=1, /, c=2, *args, d, e=5, **kw):
    "doc"
    x = a
    def inner(): return x, y
    y = [i for i in range(3)]
    return inner


c = f.__code__
print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_varnames[:7], c.co_cellvars, c.co_freevars, c.co_firstlineno)
print(bool(c.co_flags & 4), bool(c.co_flags & 8), bool(c.co_flags & 0x20), bool(c.co_flags & 0x10))
inner = f(1, d=2)
print(inner.__code__.co_freevars, inner.__code__.co_qualname, bool(inner.__code__.co_flags & 0x10), inner.__closure__[0].cell_contents)


def gen(): yield
async def co(): pass
async def agen(): yield


print(bool(gen.__code__.co_flags & 0x20), bool(co.__code__.co_flags & 0x80), bool(agen.__code__.co_flags & 0x200))
print(f.__defaults__, f.__kwdefaults__, f.__globals__ is globals(), f.__closure__, f.__builtins__["len"] is len, f.__module__)
g = type(f)(inner.__code__, {"q": 1}, "renamed", None, inner.__closure__)
print(g.__name__, g(), g.__globals__)


def attempt(fn):
    try:
        print(fn())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: type(f)(inner.__code__, {}))
attempt(lambda: type(f)(5, {}))
attempt(lambda: type(f)(c, 5))
attempt(lambda: setattr(c, "co_name", "x"))
attempt(lambda: setattr(f, "__closure__", None))
attempt(lambda: setattr(f, "__globals__", {}))
attempt(lambda: setattr(f, "__defaults__", 5))
attempt(lambda: setattr(f, "__kwdefaults__", 5))
attempt(lambda: setattr(f, "__code__", inner.__code__))
r = c.replace(co_name="other", co_firstlineno=100)
print(r.co_name, r.co_firstlineno, r == c, c == c.replace(), hash(c) == hash(c.replace()))
print((lambda: 0).__code__ == (lambda: 0).__code__, compile("1", "a", "eval") == compile("1", "a", "eval"), c.co_filename.endswith("code_objects.py"))
import sys


def frame():
    local = 5
    fr = sys._getframe()
    return fr.f_code.co_name, fr.f_lineno, fr.f_back.f_code.co_name, sorted(fr.f_locals), fr.f_globals is globals(), fr.f_builtins["len"] is len


print(frame())


def write_locals():
    v = 1
    fr = sys._getframe()
    fr.f_locals["v"] = 42
    fr.f_locals["extra"] = 7
    return v, fr.f_locals["extra"], "extra" in locals()


print(write_locals())
attempt(lambda: sys._getframe(1000))
m = [].append
print(m.__name__, m.__qualname__, m.__self__, len.__module__, len.__name__, len.__text_signature__, str.join.__objclass__ is str)
def positions():
    return [p for p in compile("a + b", "p", "eval").co_positions() if p[2] is not None][-1]
print(list(compile("x = 1\n\ny = 2\n", "l", "exec").co_lines())[-1][2], type(c.co_code).__name__, type(c.co_consts).__name__, c.co_stacksize >= 0, c.co_nlocals)
