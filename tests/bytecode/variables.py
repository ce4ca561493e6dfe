# Only a local that may be unbound is checked; a left operand is copied only when a walrus may rebind it.
def bound(a, c):
    if c:
        x = 1
        y = 2
    else:
        x = 3
    print(x, y)
    print(y)
    del x
    return x


def loop(c):
    for i in c:
        z = i
    try:
        w = i
    except E as e:
        print(e)
    print(w, z)
    return i, e


def rebinding(x, y):
    x + (x := y)
    x + (y := x)
    return x, [x, (x := 1)]


def swap(a, b, c):
    a, b = b, a
    a, b, c = c, a + b, b
    a, b = c
    (c, a), *b = a
    return a


def cells(a):
    b = 1
    def inner():
        nonlocal b
        b += a
        return b
    a += 1
    return inner


x = 1
class C:
    y = x
    def m(self):
        global x
        x = __class__
        return self.__y, super().m(x)
