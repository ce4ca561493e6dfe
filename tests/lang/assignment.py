# Simple assignment: names, chains, targets evaluated left to right.
a = 1
print(a)
b = c = d = [a]
print(b is c is d, b)
x, y = 1, 2
x, y = y, x
print(x, y)
log = []


def f(name):
    log.append(name)
    return {}


f("first")["k"] = f("second")["k"] = log.append("value") or 5
print(log)
i = 0
lst = [10, 20, 30]
i, lst[i] = 1, 99
print(i, lst)
i = lst[i] = 2
print(i, lst)


class O:
    pass


o = O()
o.a = o.b = 3
print(o.a, o.b, o.__dict__)
(p) = 4
[q] = [5]
(r), [s] = 6, [7]
print(p, q, r, s)
() = ""
[] = ()
print("empty targets")
a: int = 7
print(a)
_ = __ = ___ = 1
print(_ + __ + ___)
été, 变量, ﬁ = 1, 2, 3
print(été, 变量, fi)
