# float: repr, methods, rounding, special values, conversions.
def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


for v in (0.1, 1 / 3, 2 / 3, 1e15, 1e16, 123456789012345.6, 1e-4, 1e-5, 0.00012345, 1.0, 100.0, 1e100, 1.5e-300, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993.0, 0.1 + 0.2, 1e22, 1e23, 4.35, 2.675, 1.1e1, 299792458.0, 6.02214076e23, -0.0, 1e21, 12345678.9):
    print(v, end=" ")
print()
inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf - inf, inf * 0, inf == inf, nan != nan, inf > 10 ** 400, -inf < -10 ** 400, 1 / inf, -1 / inf, inf // 1, inf % 2 if False else "-", 5 % inf, -5 % inf, 5 // inf, -5 // inf, inf ** 0, nan ** 0, 1 ** nan, max(1, nan), min(nan, 1))
print((2.5).is_integer(), (3.0).is_integer(), (0.75).as_integer_ratio(), (0.1).hex(), (1.0).hex(), (-0.0).hex(), float.fromhex("0x1.8p1"), float.fromhex("inf"), (5e-324).hex(), inf.hex(), (2.5).real, (2.5).imag, (2.5).conjugate(), (-2.5).__trunc__(), (2.5).__floor__(), (2.5).__ceil__(), float.from_number(5))
print(int(2.9), int(-2.9), round(2.5), round(-0.5), round(0.5), round(1.5), round(2.675, 2), round(1e20), round(123.456, -1), round(123.456, 1), round(-1.5), round(5e15 + 0.5), round(1e300, -299), round(0.1, 400), round(123.0, -5), round(0.15, 1), round(0.25, 1), round(0.35, 1))
print(7.5 // 2, 7.5 % 2, -7.5 // 2, -7.5 % 2, divmod(7.5, -2), 1e300 * 1e10, -1e300 * 1e10, 1e-300 * 1e-300, 0.1 * 3, 3 * 1.1, 1.1 + 2.2, 1e16 + 1.0, 1.0 - 0.9, 4.0 ** 0.5, 2 ** 0.5, (-8.0) ** 3, 2.0 ** -1, 0.0 ** 0)
print(1.0 == 1, 1.5 > 1, 0.1 + 0.2 == 0.3, 1e16 == 10 ** 16, hash(1.0) == hash(1), hash(0.5), hash(-0.0) == hash(0), hash(inf), hash(-inf), hash(1e300) == hash(int(1e300)), -0.0 == 0.0, str(-0.0))
print(float("  1.5\n"), float("1e-5"), float("1E5"), float(".5"), float("5."), float("+1.5"), float("infinity"), float("-inf"), float("1_000.5"), float("0x10") if False else "-", float("1e1000"), float("-1e-1000"), float("123456789" * 30), float("0." + "0" * 300 + "1"))
attempt(lambda: float("1e"))
attempt(lambda: float("0x10"))
attempt(lambda: float(""))
attempt(lambda: float("1.5.5"))
attempt(lambda: float("1 2"))
attempt(lambda: float.fromhex("xyz"))
attempt(lambda: float.fromhex("0x1p5000"))
attempt(lambda: int(inf))
attempt(lambda: int(nan))
attempt(lambda: inf.as_integer_ratio())
attempt(lambda: nan.as_integer_ratio())
attempt(lambda: round(inf))
attempt(lambda: round(nan))
attempt(lambda: 1e308 ** 2)
attempt(lambda: 0.0 ** -1)
attempt(lambda: (-1.0) ** 0.5)
attempt(lambda: 1.5 << 1)
attempt(lambda: 1.5 & 1)
attempt(lambda: round(1.5, "x"))
pair = [1, 2]
attempt(lambda: pair[1.0])
attempt(lambda: "a" * 2.0)
attempt(lambda: range(2.0))
attempt(lambda: inf % 1)
attempt(lambda: 5.0 % 0)
attempt(lambda: inf // 0)
attempt(lambda: float.from_number("5"))


class F(float):
    pass


print(F(1.5), F(1.5) + 1, type(F(1.5) + 1).__name__, repr(F(2)), F("3") == 3, isinstance(F(1), float))


class Fl:
    def __float__(self): return 2.5


class Ix:
    def __index__(self): return 7


class BadF:
    def __float__(self): return "x"


print(float(Fl()), float(Ix()))
attempt(lambda: float(BadF()))
x = 0.0
for i in range(10):
    x += 0.1
print(x, x == 1.0, sum([0.1] * 10), abs(x - 1) < 1e-9)
