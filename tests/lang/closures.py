# Closures: capture by variable, several levels, sharing, loops, cells.
def counter():
    n = 0

    def inc(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n
    return inc, get


inc, get = counter()
inc(), inc(5)
print(get(), inc.__closure__[0].cell_contents, inc.__code__.co_freevars, counter.__code__.co_cellvars)
i2, g2 = counter()
print(i2(), get())


def levels():
    a = 1

    def l1():
        b = 2

        def l2():
            c = 3

            def l3():
                nonlocal a
                a += b + c
                return a, b, c
            return l3
        return l2
    return l1()(), lambda: a


l3, geta = levels()
print(l3(), l3(), geta())


def loop():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    i = "changed"
    return [f() for f in fs]


print(loop())


def param(x):
    def set_(v):
        nonlocal x
        x = v

    def get():
        return x
    return set_, get


s, g = param(1)
s(2)
print(g())


def late():
    def use():
        return defined_later
    try:
        use()
    except NameError as e:
        print(type(e).__name__, e)
    defined_later = 5
    return use()


print(late())


def recursive():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)
    return fact


print(recursive()(6))


def args_captured(*args, k=1, **kw):
    return lambda: (args, k, kw)


print(args_captured(1, 2, k=3, z=4)())


def exc_captured():
    try:
        1 / 0
    except ZeroDivisionError as e:
        f = lambda: e
        print(type(f()))
    try:
        f()
    except NameError as err:
        print(err)


exc_captured()


def default_vs_closure():
    x = 1
    f = lambda x=x: x
    x = 2
    return f()


print(default_vs_closure())


def in_class():
    x = "enclosing"

    class C:
        y = x
        x = "class"
        z = x

        def m(self):
            return x
    return C.y, C.x, C.z, C().m()


try:
    print(in_class())
except NameError as e:
    print(e)


def class_no_assign():
    x = "enclosing"

    class C:
        y = x

        def m(self):
            return x
    return C.y, C().m()


print(class_no_assign())


def gen_closure():
    n = 0

    def gen():
        nonlocal n
        while n < 3:
            n += 1
            yield n
    return list(gen()), n


print(gen_closure())
c = inc.__closure__[0]
print(type(c).__name__, c.cell_contents, c == g2.__closure__[0])
c.cell_contents = 100
print(get())
