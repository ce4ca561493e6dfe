# SyntaxWarnings: shown with the line, once each.
x = 1
assert (x, "always true")
print(x is 1, x is not "a")
print("\d \8 \400", b"\q")
f = lambda: 0
g = lambda: [1, 2]["a"]
h = lambda: "abc"(1)
i = lambda: [1](2)
j = lambda: 5[0]
k = lambda: (1, 2)(3)


def fin():
    for _ in range(2):
        try:
            pass
        finally:
            continue


def fin2():
    try:
        pass
    finally:
        return 1


print(0x1if x else 2, 1or x)
print(fin(), fin2())
