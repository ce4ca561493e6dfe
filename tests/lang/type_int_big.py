# Big integers: arithmetic, conversion, bits, across the fixnum border.
def fact(n):
    r = 1
    for i in range(2, n + 1):
        r *= i
    return r


f = fact(60)
print(f, f // fact(58), f % 97, -f // 7, -f % 7, divmod(f, 10 ** 20), f.bit_length(), f.bit_count(), str(f)[::-1][:15])
for e in (61, 62, 63, 64, 65, 100):
    x = 2 ** e
    print(e, x, -x, x - 1, x + 1, -x - 1, x // 3, x % 1000, x >> 3, x << 3, x & 0xff, x | 1, x ^ -1, ~x, hex(x), (x - 1) & (x >> 1) == x >> 1 if False else (x - 1) & x)
print((2 ** 62 - 1) + 1, -(2 ** 62) - 1, 2 ** 31 * 2 ** 31, 3037000500 ** 2, (2 ** 62) * -1, -(-2 ** 62), abs(-2 ** 62), abs(-2 ** 63), -2 ** 63 // -1, (-2 ** 62) // -1, 4611686018427387904 - 1, -4611686018427387905 + 1)
print(10 ** 50 // 10 ** 25, 10 ** 50 % (10 ** 25 + 1), 12345678901234567890 * 98765432109876543210, (10 ** 30) ** 3 == 10 ** 90, 7 ** 77 % 10 ** 10, pow(7, 77, 10 ** 10), pow(3, 10 ** 20, 10 ** 9 + 7))
print(int("123456789" * 5), int("-" + "9" * 40), int("f" * 20, 16), int("1" * 70, 2), int("z" * 15, 36), float(2 ** 100), float(10 ** 22), int(1e25), int(1.5e300) == int(1.5e300), 2 ** 1023 * 1.0)
print(10 ** 20 == 1e20, 10 ** 23 == 1e23, 2 ** 53 + 1 == 2.0 ** 53 + 1, 10 ** 20 < 1e21, hash(10 ** 20) == hash(1e20), 10 ** 20 > float("nan"), 2 ** 70 / 2 ** 69, 10 ** 400 // 10 ** 399, 3 ** 100 / 3 ** 99, 1 / 2 ** 1000 * 2 ** 990)
print((-7) // 2 ** 70, (-7) % 2 ** 70, 7 // -2 ** 70, -1 >> 100, -2 ** 100 >> 99, 1 << 100 >> 100, 5 >> 2 ** 70 if True else 0, 0 << 2 ** 70, -2 ** 70 & 2 ** 80 - 1, -2 ** 70 | 5, -2 ** 70 ^ 2 ** 69, ~(-2 ** 70))
print((2 ** 100).to_bytes(13, "big"), int.from_bytes(b"\xff" * 10, "little"), int.from_bytes(b"\xff" * 10, "big", signed=True), (-2 ** 70).to_bytes(9, "little", signed=True), (2 ** 100).as_integer_ratio(), (2 ** 100).numerator, (5).conjugate(), (2 ** 64).is_integer())
print(round(123456789012345678901234567890, -10), round(-15, -1), round(2 ** 70, 5), f"{2 ** 100:,} {2 ** 100:x} {2 ** 100:e} {-2 ** 70:+_}", "%d %x %o" % (10 ** 25, 10 ** 25, 10 ** 25))
a, b = 1, 1
for _ in range(300):
    a, b = b, a + b
print(a)


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


print(gcd(fact(30), 2 ** 40 * 3 ** 5), gcd(10 ** 40, 6 ** 30))


def isqrt(n):
    x = n
    y = (x + 1) // 2
    while y < x:
        x, y = y, (y + n // y) // 2
    return x


print(isqrt(2 * 10 ** 60), isqrt(10 ** 41))
for bad in (lambda: 2 ** 100 / 0, lambda: 2 ** 100 // 0, lambda: 2 ** 100 % 0, lambda: 1 << 2 ** 70, lambda: 2 ** 100 << -1, lambda: float(10 ** 400), lambda: 10 ** 400 + 1.0, lambda: (2 ** 100).to_bytes(5, "big"), lambda: range(10)[2 ** 70], lambda: [1] * 2 ** 70, lambda: "a" * 2 ** 64, lambda: int("1" * 4301), lambda: str(10 ** 4300), lambda: chr(2 ** 70), lambda: round(1.5, 2 ** 70), lambda: 10 ** -2 ** 70 if False else 0.5 ** 2 ** 70 if False else 1 / 10 ** 400):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(len(str(2 ** 10000)), sum(int(c) for c in str(3 ** 1000)), 3 ** 1000 % 10 ** 30, (1 << 5000).bit_length(), int(str(7 ** 500)) == 7 ** 500, hex(7 ** 200), (10 ** 100 - 1) ** 2)
