# and, or, not give operands, not truth values, and evaluate no more than they must.
def t(v):
    print("t", v)
    return v


print(t(0) and t(1))
print(t(2) and t(3))
print(t(0) or t(4))
print(t(5) or t(6))
print(not t(0), not t([1]))
print(0 or "" or [] or "last", 1 and "a" and () and 2)
print((1 or 1 / 0), (0 and 1 / 0))
print(1 or 0 and 0, (1 or 0) and 0, not 0 or 1, not (0 or 1))
a = b = None
print(a or b or "default", a and b, not a and not b)
x = [] or None
print(x)
print([v for v in (0, 1, 2, 3) if v and v != 2 or v == 0])
if (0 or 1) and not (1 and 0):
    print("yes")
if 1 and (0 or (1 and (0 or 1))):
    print("deep")


def ret(a, b, c):
    return a and b or c


print(ret(1, 2, 3), ret(1, 0, 3), ret(0, 2, 3), ret(0, 0, 0))
print((lambda a, b: a if a and not b else b or a)(1, 0))
