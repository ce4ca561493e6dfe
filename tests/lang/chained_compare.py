# Comparison chains evaluate each operand once and stop at the first false.
def t(v):
    print("<%r>" % v, end=" ")
    return v


print(t(1) < t(2) < t(3))
print(t(1) < t(0) < t(3))
print(t(1) < t(2) > t(1) != t(5) == t(5))
x0 = 1
print(1 < 2 < 3 < 4, 1 < 3 < 2, 1 == 1.0 == True, 3 > 2 >= 2 > 1)
print(1 in [1] in [[1]], "a" not in "b" in "abc", None is None is not x0)
print((1 < 2) < 3, 1 < (2 < 3), not 1 < 2)
x = 5
if 1 < x < 10:
    print("between")
if not 1 < x < 3:
    print("outside")
while 0 < x < 10:
    x += 3
print(x)
print([i for i in range(10) if 2 < i <= 5])


class C:
    def __init__(self, n): self.n = n
    def __lt__(self, o): return f"{self.n}<{o.n}"
    def __gt__(self, o): return ""


print(C(1) < C(2) < C(3))
print(repr(C(1) > C(2) > C(3)))
print(float("nan") == float("nan"), float("nan") < 1, 1 < float("inf"))
for f in (lambda: 1 < "a", lambda: [] > (), lambda: None < None, lambda: 1j < 2j, lambda: {} <= {}, lambda: 1 in 5,
          lambda: object() >= object(), lambda: 1 < 2 < "a"):
    try:
        print(f())
    except TypeError as e:
        print(e)
