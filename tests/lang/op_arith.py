# Arithmetic operators on builtin numbers: every pair, floor and sign rules, errors.
ints = [0, 1, -1, 7, -7, 2 ** 62, -2 ** 63, 10 ** 25]
for a in ints:
    print(a, [a + b for b in ints], [a - b for b in ints], [a * b for b in ints])
for a in ints:
    print(a, [(a // b, a % b) for b in ints if b], [divmod(a, b) for b in ints if b] == [(a // b, a % b) for b in ints if b])
print([a / b for a in (1, -7, 2 ** 62, 10 ** 25) for b in (3, -2, 7.5)])
fl = [0.0, -0.0, 1.5, -2.5, 1e300]
for a in fl:
    print([a + b for b in fl], [a - b for b in fl], [a * b for b in fl], [(a // b, a % b) for b in fl if b])
print(2 ** 10, 2 ** -1, 2 ** 0, 0 ** 0, (-2) ** 3, -2 ** 2, 2 ** 3 ** 2, (-8) ** (1 / 3), 2.0 ** 0.5, 10 ** 20, (-1) ** -1)
print(pow(3, 4, 5), pow(3, -1, 7), pow(2, 1000, 10 ** 9 + 7), pow(-3, 3, 5), pow(3, 3, -5))
print(7 & 3, 7 | 8, 7 ^ 2, ~7, ~-1, 1 << 70, (1 << 70) >> 68, -1 >> 3, -5 & 3, -5 | 3, -5 ^ 3, 2 ** 70 & -1, -2 ** 70 ^ 5)
print(True + True, True * 5, -True, ~0, True & False, True | 2, True ^ True, 5 // True, type(True & True).__name__)
print(1 + 2.5, 1 - 2j, 2 * (1 + 1j), (1 + 2j) * (3 - 1j), (1 + 2j) / (1 - 1j), (1 + 1j) ** 2, 1j ** 2, abs(3 + 4j), -(1 - 2j))
print(-5 // 2, 5 // -2, -5 % 3, 5 % -3, -5.5 // 2, 5.5 % -2, 1e16 + 1, 0.1 * 3, 1 / 3 * 3)
print(+True, -0, - -5, +-5, --5 ** 2, not -1)
errs = [lambda: 1 / 0, lambda: 1 // 0, lambda: 1 % 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0 ** -1,
        lambda: 0.0 ** -1, lambda: 1j / 0, lambda: divmod(1, 0), lambda: divmod(1.0, 0), lambda: 1 << -1, lambda: 1 >> -1,
        lambda: pow(2, -1, 4), lambda: pow(2, 3, 0), lambda: 1 + "a", lambda: "a" + 1, lambda: [] + (), lambda: 1.5 & 1,
        lambda: 1 << 1.0, lambda: -"a", lambda: ~1.5, lambda: +[], lambda: {} | 1, lambda: "a" * "b", lambda: "a" * 1.5,
        lambda: 1j % 2, lambda: 1j // 1, lambda: 10.0 ** 400, lambda: 10 ** 400 * 1.0, lambda: int("x"), lambda: None + 1,
        lambda: 1 @ 2, lambda: divmod("a", 1), lambda: pow("a", 2), lambda: pow(1.5, 2, 3), lambda: 2 ** 10000 / 3.0,
        lambda: 10 ** 400 / 10 ** 399, lambda: object() - object(), lambda: print + 1, lambda: int + 1]
for f in errs:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
