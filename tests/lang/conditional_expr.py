# X if C else Y: evaluation order, nesting, precedence.
def t(v):
    print("t", v)
    return v


print(t("a") if t(1) else t("b"))
print(t("a") if t(0) else t("b"))
print([1 if x else 2 for x in (0, 1)])
print(1 if 0 else 2 if 0 else 3)
print((1 if 1 else 2) + 10, 1 if 1 else 2 + 10)
f = lambda x: "neg" if x < 0 else "zero" if x == 0 else "pos"
print(f(-1), f(0), f(1))
print(*(1, 2) if t(True) else (3,))
x = 5 if 2 > 1 else 6,
print(x)
y = {"k": 1 if not x else 2}
print(y)
print((lambda: 1) if 0 else (lambda: 2))if 0 else print("in else")
