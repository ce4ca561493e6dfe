# if / elif / else, while, break, continue, else of loops, truth values.
for v in (0, 1, "", "a", [], [0], {}, {1: 1}, None, 0.0, -0.0, 0j, 1j, (), ((),), set(), range(0), range(1), b"", b"x", ...):
    if v:
        print(repr(v), "true")
    elif v is None:
        print("None")
    else:
        print(repr(v), "false")
i = 0
while i < 10:
    i += 1
    if i % 2:
        continue
    if i > 6:
        break
    print(i)
else:
    print("not reached")
while i:
    i -= 1
else:
    print("else", i)
while False:
    print("never")
else:
    print("else of while False")
n = 0
while True:
    n += 1
    if n == 5:
        break
print(n)


class T:
    def __init__(self, r): self.r = r
    def __bool__(self): print("bool", self.r); return self.r


class L:
    def __len__(self): print("len"); return 0


if T(True) and not T(False):
    print("ok")
if not L():
    print("empty")


class Bad:
    def __bool__(self): return 1


class BadLen:
    def __len__(self): return -1


for b in (Bad(), BadLen()):
    try:
        if b:
            pass
    except Exception as e:
        print(type(e).__name__, e)
x = 5
print("a" if x > 3 else "b" if x > 1 else "c")
if x > 3: print("one line")
if (y := x * 2) > 9: print(y)
while (x := x - 1) > 2: print(x)
