# Structures nested far deeper than any stack: made, walked, compared, printed, dropped.
def nest(n, wrap):
    x = None
    for _ in range(n):
        x = wrap(x)
    return x


def depth_of(x, key):
    n = 0
    while x is not None:
        x, n = x[key], n + 1
    return n


for wrap, key in ((lambda x: [x], 0), (lambda x: (x,), 0), (lambda x: {"k": x}, "k")):
    x = nest(100000, wrap)
    print(depth_of(x, key))
    try:
        repr(x)
    except RecursionError:
        print("RecursionError")
    del x


class Node:
    def __init__(self, next): self.next = next


n = None
for i in range(100000):
    n = Node(n)
count = 0
m = n
while m:
    m, count = m.next, count + 1
print(count)
del n
g = iter(())
for i in range(2000):
    g = iter(g)
print(list(g))
f = lambda x: x
for i in range(50):
    f = (lambda f: lambda x: f(x) + 1)(f)
print(f(0))
e = ValueError("0")
for i in range(2000):
    new = ValueError(str(i))
    new.__context__ = e
    e = new
k = 0
while e:
    e, k = e.__context__, k + 1
print(k)
s = "x"
for i in range(200):
    s = f"({s})"
print(len(s), len(repr([[[[]]]] * 3)))
t = ()
for i in range(500):
    t = (t, i)
print(hash(t) == hash(t), t == t, len(str(t)) > 500)
