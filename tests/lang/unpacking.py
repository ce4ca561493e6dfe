# Iterable unpacking on the left side, nested and starred.
a, b, c = "xyz"
print(a, b, c)
(a, (b, [c, d])), e = (1, (2, [3, 4])), 5
print(a, b, c, d, e)
first, *rest = range(5)
print(first, rest)
*init, last = "abc"
print(init, last)
x, *mid, y = (1, 2)
print(x, mid, y)
*all_, = {"k": 1}
print(all_)
a, (*b, c), *d = 1, "hello", 3, 4
print(a, b, c, d)
[m, n] = {7: 0, 8: 0}
print(m, n)
for k, (v, *w) in [("p", (1, 2, 3)), ("q", [4])]:
    print(k, v, w)


def gen():
    for i in range(3):
        print("yield", i)
        yield i


g1, g2, g3 = gen()
print(g1, g2, g3)


def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


def too_many():
    a, b = 1, 2, 3


def too_many_list():
    a, b = [1, 2, 3]


def too_few():
    a, b, c = 1, 2


def too_few_star():
    a, *b, c = [1]


def not_iterable():
    a, b = 5


def infinite():
    def g():
        i = 0
        while True:
            i += 1
            yield i
    a, b = g()


def too_many_str():
    a, b = "abc"


def zero():
    () = [1]


def dict_many():
    a, = {1: 1, 2: 2}


for f in (too_many, too_many_list, too_few, too_few_star, not_iterable, infinite, too_many_str, zero, dict_many):
    attempt(f)
