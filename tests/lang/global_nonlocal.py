# global and nonlocal statements.
g = 0


def f():
    global g
    g += 1

    def inner():
        global g
        g += 10
    inner()


f()
print(g)


def outer():
    x = 0
    y = 0

    def mid():
        nonlocal x
        x += 1

        def deep():
            nonlocal x, y
            x += 10
            y += 100
        deep()
    mid()
    return x, y


print(outer())


def make_global():
    global fn, Cls, mod, item

    def fn(): return "fn"

    class Cls: pass
    import sys as mod
    for item in (1, 2): pass


make_global()
print(fn(), Cls.__name__, Cls.__qualname__, fn.__qualname__, mod.__name__, item)


class C:
    global in_class
    in_class = 1


print(in_class, hasattr(C, "in_class"))


def class_nonlocal():
    v = 1

    class D:
        nonlocal v
        v = 2
        w = v
    return v, D.w, hasattr(D, "v")


print(class_nonlocal())


def exec_errors(src):
    try:
        exec(src)
    except SyntaxError as e:
        print(e.msg, e.lineno)


exec_errors("def f():\n x = 1\n global x")
exec_errors("def f():\n print(x)\n global x")
exec_errors("def f(x):\n global x")
exec_errors("def f():\n nonlocal x")
exec_errors("nonlocal x")
exec_errors("def f():\n x = 1\n def g():\n  x = 2\n  nonlocal x")
exec_errors("def f():\n x = 1\n def g():\n  print(x)\n  nonlocal x")
exec_errors("def f(x):\n nonlocal x")
exec_errors("def f():\n x = 1\n def g():\n  global x\n  nonlocal x")
exec_errors("def f():\n global x\n def g():\n  nonlocal x")
exec_errors("global x\nx = 5\nprint(x)")
exec_errors("x: int = 1\nglobal x")
exec_errors("def f():\n global x\n x: int = 1")
exec_errors("class C:\n x = 1\n def f(self):\n  nonlocal x")
