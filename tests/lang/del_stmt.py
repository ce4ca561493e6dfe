# del: names, items, slices, attributes, nested targets.
a = b = c = 1
del a
try:
    a
except NameError as e:
    print(e)
del b, c
lst = list(range(10))
del lst[0], lst[-1]
print(lst)
del lst[1:3]
print(lst)
del lst[::2]
print(lst)
d = {"x": 1, "y": 2}
del d["x"]
print(d)
try:
    del d["x"]
except KeyError as e:
    print(repr(e))


class O:
    cls = 1


o = O()
o.p = 5
del o.p
try:
    del o.p
except AttributeError as e:
    print(e)
try:
    del o.cls
except AttributeError as e:
    print(e)
x = y = z = w = 0
del (x, [y, z]), w
print("x" in globals(), "w" in globals())


def local():
    v = 1
    del v
    try:
        print(v)
    except UnboundLocalError as e:
        print(e)
    v = 2
    return v


print(local())


def cell():
    v = 1

    def inner():
        return v
    print(inner())
    del v
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)


cell()


class D:
    def __delitem__(self, k): print("delitem", k)
    def __delattr__(self, k): print("delattr", k)


del D()[1], D()[1:2], D()[..., 3], D().zz
del ()
try:
    del [0][5]
except IndexError as e:
    print(e)
try:
    del (1, 2)[0]
except TypeError as e:
    print(e)
try:
    del "abc"[0]
except TypeError as e:
    print(e)
