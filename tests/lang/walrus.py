# Assignment expressions (PEP 572).
if (n := len("abc")) > 2:
    print(n)
print((a := 5) + a, a)
print([y := 1, y ** 2, y + 5])
data = [1, 2, 3, 4]
print([last := x for x in data], last)
print({(k := i): k * 2 for i in range(3)}, k)
print([b for x in data if (b := x * 10) > 20], b)
while (line := data.pop() if data else None) is not None:
    print(line)


def f():
    total = 0
    out = [total := total + v for v in range(5)]
    return total, out


print(f())


def g():
    global made
    [made := i for i in range(3)]


g()
print(made)


def h():
    v = 0

    def inner():
        nonlocal v
        return [v := v + i for i in range(4)]
    return inner(), v


print(h())
print(any((w := v) % 7 == 0 for v in range(20, 40)), w)
x = 1
print(x + (x := 5), x)
print((x := 1) + x + (x := 10) + x)
lst = [x, (x := 2), x]
print(lst)


def args(*a, **k): return a, k


print(args(q := 3, z=(q := 4)), q)
print(f"{(fv := 42)} {fv}", (t := 1, 2), t)
print(0 < (m := 3) < 5, m)
lam = lambda v: (u := v * 2) + u
print(lam(4))
