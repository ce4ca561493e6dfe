# float: construction, text, arithmetic, comparison, rounding, formatting, errors


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


class F(float):
    pass


class A:
    def __init__(self, r):
        self.r = r

    def __float__(self):
        return self.r


class Index:
    def __index__(self):
        return 3


inf, nan = float("inf"), float("nan")
for a in ((), (1,), ("1.5",), ("  -1e5\n",), ("1_0.5e1_0",), ("inf",), ("-Infinity",), ("nAn",), ("١.٥",), (b"2.5",), (bytearray(b"3"),), (memoryview(b"1.5"),), (True,), (A(2.5),),
          (Index(),), (10**22,), ("1e400",), ("-1e-400",), ("1e",), ("x",), ("",), ("1__0",), ("1_",), ("_1",), ("1e_5",), ("1._5",), (" ",), ("1\0",), ("0x1p3",), ([],), (None,), (1j,), (A(1),),
          (A("x"),), (10**400,), (b"x",), ("a" * 60,), ("1 2",), (".5",), ("5.",), (".",), ("+.5e-3",), ("--1",), ("nan_",), (F(1.5),)):
    show(lambda: float(*a))
show(lambda: float(1, 2))
show(lambda: float(x=1))
for x in (0.0, -0.0, 0.1, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 2.5, 1 / 3, 100.0, 1e22, 1e23, -1.5e-10, inf, -inf, nan):
    print(x, repr(x), x.hex(), float.fromhex(x.hex()), x.is_integer(), bool(x), -x, abs(x), +x)
    show(lambda: x.as_integer_ratio())
    show(lambda: int(x))
    show(lambda: (x.__floor__(), x.__ceil__(), x.__trunc__()))
    show(lambda: (round(x), round(x, 1), round(x, -1)))
vals = (0.0, -0.0, 1.5, -2.0, 3.0, 1e300, inf, -inf, nan, 5e-324)
for x in vals:
    for y in vals + (0, 3, -2):
        for op in ("x // y", "x % y", "divmod(x, y)", "x / y", "x ** y", "y // x", "y - x", "x * y"):
            try:
                r = eval(op)
            except Exception as e:
                r = (type(e).__name__, str(e))
            print(r, end=" ")
        print(x < y, x <= y, x == y, x != y, x > y, x >= y)
show(lambda: 1e200**2)
show(lambda: (-8.0) ** 0.5)
show(lambda: (-8.0) ** (1 / 3))
show(lambda: 2.0**1024)
show(lambda: 0.0**-1)
show(lambda: (2.0**-1074, 2.0**-1075, 4.0**0.5, (-2.0) ** 3, (-2.0) ** -3, 1.0**inf, (-1.0) ** inf, nan**0, 1**nan, 0.5**inf, (-0.5) ** -inf))
show(lambda: pow(2.0, 3, 4))
show(lambda: 1.5 + "a")
show(lambda: 1.5 < "a")
show(lambda: (1.5).__add__("a"))
show(lambda: (1.5).__rdivmod__(5))
show(lambda: 1.5 & 1)
show(lambda: (1.5 == 1.5, 1.0 == True, 0.5 < True, 1e308 < 10**309, 2.0**53 == 2**53 + 1, 9007199254740993 > 9007199254740992.0, nan == nan, nan != nan, [nan] == [nan]))
for x, n in ((2.5, 0), (0.5, 0), (1.5, 0), (2.675, 2), (1e22, -22), (5e22, -23), (1234.5678, -2), (1e300, -400), (1.5, 400), (-1.5, 1 << 70), (-5.0, -(1 << 70)), (0.05, 1), (0.15, 1), (1e16 + 2, -1), (nan, 2), (inf, 2),
             (5e-324, 323), (1.7e308, -308), (1.0, True), (25.0, -1), (35.0, -1), (0.125, 2), (0.375, 2)):
    show(lambda: round(x, n))
show(lambda: (round(0.5), round(1.5), round(2.5), round(-0.5), round(-1.5), round(1e20), round(2.5, None)))
show(lambda: round(nan))
show(lambda: round(inf))
show(lambda: round(1.5, "a"))
show(lambda: (hash(0.0), hash(-0.0), hash(0.5), hash(1.0), hash(inf), hash(-inf), hash(1e300), hash(-1.0), hash(-0.1), hash(5e-324), hash(2.0**61), hash(1e22) == hash(10**22)))
for s in ("0x1p0", "0x.8p1", "-0x1.8p-1", "1.8p3", "0x1", " 0x1.ffffp10 ", "inf", "nan", "-0x0p0", "0x1p-1074", "0x1p-1075", "0x1.fffffffffffff8p1023", "0x1p1024", "x", "", "0x", "0x1p", "0x1.0p1 2", "0X1P+4"):
    show(lambda: float.fromhex(s))
show(lambda: float.fromhex(1))
show(lambda: (float.from_number(1), float.from_number(A(2.5)), float.from_number(Index()), type(F.from_number(1)), type(F.fromhex("1")), F.fromhex("0x1p3")))
show(lambda: float.from_number("1"))
show(lambda: (float.__getformat__("double"), float.__getformat__("float")))
show(lambda: float.__getformat__("x"))
show(lambda: float.__getformat__(1))
x = F(2.5)
x.attr = 1
show(lambda: (x, x.attr, type(x + 1), type(-x), type(+x), type(round(x, 1)), x.__getnewargs__(), x.real, x.imag, x.conjugate(), F(), F("1e400"), hash(x) == hash(2.5), x == 2.5, F(1e-300)))
for spec in ("", "f", ".2f", ".0f", "#.0f", "e", ".3e", "g", ".3g", "#.3g", "%", ".1%", "n", "10", "<10", "^10", "010", "+", " ", ",", "_", ",.2f", "_.3f", "E", "G", "F", ".3", "z", "z.0f", "+.1e", "=+12.3f", "*>12", ".15g", ".17g", ".0e",
             "d", "s", "x", "c", "q", ".99999999999", "#x", "010,.1f", ".50f"):
    for x in (1234567.891, -0.04, 1e-10):
        show(lambda: format(x, spec))
show(lambda: (format(inf, "f"), format(-inf, "F"), format(nan, "010"), format(inf, "+g"), format(nan, "%"), format(0.0, "e"), format(-0.0, ".0f"), format(1e100, "f"), format(1e20, ".3")))
show(lambda: (1.5).__format__(1))
show(lambda: ("%.3f" % 2.5, "%g" % 1e10, "%e" % 0, f"{1.5:>6}|", str(1e16), "%r" % 0.1, "%5.1f|%-8.2e|%+d" % (1.25, 3.0, 2)))
print(sum([0.1] * 10), 0.1 + 0.2, 1e16 + 1, 1.1 * 3, 7.0 // 2, -7.0 // 2, 7.5 % -2, -7.5 % 2, 1e308 * 10, -1e308 * 10)
print(4.35 * 100, 1.1 + 2.2, 3 * 1.1, 1e23, 9007199254740993.0, 0.1 + 0.7, 2**0.5, 10**-2, 1e-7)
total = 0.0
for i in range(1000):
    total += i * 0.001
print(total)
