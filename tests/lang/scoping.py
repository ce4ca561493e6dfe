# Scopes: local, enclosing, global, builtin; what assignment makes local; class bodies; comprehensions.
x = "global"


def read(): return x


def assign():
    x = "local"
    return x


def unbound():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = 1


def enclosing():
    x = "enclosing"

    def inner():
        return x

    class C:
        x = "class"

        def m(self):
            return x
        lst = [x for _ in range(1)]
        attr = x
    return inner(), C().m(), C.lst, C.attr


print(read(), assign(), x)
unbound()
print(enclosing())


def glob():
    global x, newly
    x = "changed"
    newly = 1


glob()
print(x, newly)
len_ = len


def shadow():
    len = lambda o: "shadowed"
    return len([])


print(shadow(), len([1]))
max = 5
print(max)
del max
print(max(1, 2))


def branches(flag):
    if flag:
        v = 1
    try:
        return v
    except UnboundLocalError as e:
        return str(e)


print(branches(True), branches(False))


def loop_var():
    for q in range(3):
        pass
    return q


print(loop_var())


def comp_scope():
    q = "outer"
    r = [q for q in range(3)]
    return q, r


print(comp_scope())


class K:
    a = 1
    b = [a for _ in range(2)] if False else a
    try:
        c = [a + i for i in range(2)]
    except NameError as e:
        c = str(e)
    d = [i for i in range(a + 1)]


print(K.b, K.c, K.d)


def global_in_nested():
    x = "enclosing"

    def inner():
        global x
        return x

    def middle():
        def deep():
            return x
        return deep()
    return inner(), middle()


print(global_in_nested())


def for_unbound():
    for z in []:
        pass
    return z


def with_del():
    z = 1
    del z
    return z


for f in (for_unbound, with_del):
    try:
        f()
    except UnboundLocalError as e:
        print(e)
print(__name__, __doc__, "__builtins__" in globals())


def names():
    a = 1
    b = 2
    return sorted(locals())


print(names())
try:
    nosuchname
except NameError as e:
    print(e, e.name)
