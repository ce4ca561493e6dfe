# int: construction, operators, conversions, methods, formatting, errors
import sys


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


class Index:
    def __index__(self):
        return 7


class Int:
    def __init__(self, r):
        self.r = r

    def __int__(self):
        return self.r


class I(int):
    pass


B = 1 << 100
for a in ((), (5,), (-5.9,), (1e30,), ("12",), (" -12\n",), ("+1_000",), ("0x1f", 16), ("0x1f", 0), ("0b101", 0), ("0o17", 0), ("z", 36), ("ff", 16),
          (b"12",), (bytearray(b"7"),), (memoryview(b"8"),), (b"ff", 16), ("٣٤",), ("１２",), (True,), (Index(),), (Int(4),), (I(9),),
          ("",), ("abc",), ("1__0",), ("_1",), ("1_",), ("0x",), ("0x", 16), ("01", 0), ("00", 0), ("0_0", 0), ("1" * 50,), ("-0",), ("1 2",), ("\0",), ("1\0",),
          ("12", 1), ("12", 37), ("12", -1), ("9", 8), (12, 10), (1.5, 10), ([],), (None,), (1j,), (b"\xff",), (Int(1.5),), (object, 5), ("a" * 300,),
          (float("inf"),), (float("nan"),), ("1", "a"), ("1", Index()), ("\ud800",), ("0b2", 0), ("1", 0), ("0B1", 2), ("0XfF", 16), ("- 1",), ("--1",), (b"ab c",)):
    show(lambda: int(*a))
show(lambda: int(x=1))
show(lambda: int(base=10))
show(lambda: int("11", base=2))
show(lambda: int("1" * 5000))
show(lambda: str(10**5000))
show(lambda: len(str(10**4299)))
show(lambda: len(str(10**4300)))
show(lambda: len(hex(1 << 100000)))
show(lambda: int("1" * 5000, 16) > 0)
for x, y in ((7, 2), (-7, 2), (7, -2), (-7, -2), (B, 7), (-B, 7), (7, B), (-7, B), (B + 1, B), (0, 5), (5, 0), (B, 0), (True, 2), (B * B, -B + 1)):
    for op in ("+", "-", "*", "/", "//", "%", "**" if abs(y) < 100 else "&", "&", "|", "^", "<", "<=", "==", ">"):
        show(lambda: eval(f"x {op} y"))
    show(lambda: divmod(x, y))
for n in (0, 1, 5, 63, 64, 200):
    print(1 << n, -1 << n, (B + 5) >> n, (-B - 5) >> n, -1 >> n, 3 >> n)
show(lambda: 1 << -1)
show(lambda: 1 >> -1)
show(lambda: (0 << B, 5 >> B, -5 >> B))
show(lambda: 1 << B)
show(lambda: 1 << (1 << 62))
show(lambda: (2**-1, (-2) ** -3, 2**0, 0**0, (-1) ** (B + 1), 1**B, (-3) ** 5, 10**30, 2**64, (-2) ** 63))
show(lambda: 0**-1)
show(lambda: (10**400) ** -1)
show(lambda: (pow(3, 100, 7), pow(-3, 5, 7), pow(3, 5, -7), pow(3, -1, 7), pow(2, 10**30, 10**20 + 39), pow(B, B, B - 1), pow(5, 0, 1), pow(38, -1, 97)))
show(lambda: pow(2, -1, 4))
show(lambda: pow(2, 3, 0))
show(lambda: pow(2, 3, "a"))
show(lambda: pow(2.0, 3, 5))
show(lambda: pow(2, 3, None))
show(lambda: (-B, +B, ~B, abs(-B), ~0, -(-5), abs(-(1 << 62)), -(1 << 62), -(-(1 << 62)), ~(1 << 62), bool(B), bool(0), not B))
show(lambda: ((1 << 62) - 1 + 1, -(1 << 62) - 1, (1 << 31) * (1 << 31), (1 << 40) * (1 << 40), 4611686018427387904 - 1))
show(lambda: (5).__add__("a"))
show(lambda: 5 + "a")
show(lambda: 5 < "a")
show(lambda: (B == float(B), B + 1 == float(B), B < float("inf"), B > float("nan"), 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 10**400 > 1e308, -(10**400) < -1e308, 1 == 1.0, 3 < 3.5, 4 > 3.5))
show(lambda: float(10**400))
show(lambda: 10**400 / 10**10)
show(lambda: 10**400 * 1.0)
show(lambda: (10**400 / 10**390, 3 / 7, (10**23) / 1, float(2**1023), float((1 << 54) + 1), float((1 << 54) + 3), 1 / 10**320, 5 / 2**1074, -7 / 2**1075))
show(lambda: (hash(0), hash(-1), hash(-2), hash(2**61 - 1), hash(2**61), hash(-(2**61)), hash(B), hash(-B), hash(10**50), hash(I(5)), hash(True)))
for n in (0, 1, -1, 255, 256, -256, B, -B + 1):
    print(n.bit_length(), n.bit_count(), n.as_integer_ratio(), n.is_integer(), n.real, n.imag, n.numerator, n.denominator, n.conjugate())
    print(bin(n), oct(n), hex(n), str(n), repr(n))
for n, d in ((15, -1), (25, -1), (35, -1), (-15, -1), (-25, -1), (1234567, -3), (B, -20), (5, 3), (55, -2), (45, -2), (5, 1 << 70), (0, -5), (150, -2), (250, -2)):
    show(lambda: round(n, d))
show(lambda: (round(5), round(5, None), round(True), round(I(5))))
show(lambda: round(5, "a"))
for args in ((0,), (1,), (255,), (256,), (256, 2), (1, 4, "little"), (1, 4), (-1, 2), (0, 0), (1, 0), (1, -1), (1, 1, "x"), (1, "a"), (1, 1, 1), (B, 13), (B, 12)):
    show(lambda: int.to_bytes(*args))
for n, k in ((-1, 1), (-128, 1), (-129, 1), (127, 1), (128, 1), (-129, 2), (-B, 13), (-B, 14), (0, 0), (-(1 << 63), 8), ((1 << 63), 8)):
    show(lambda: (n.to_bytes(k, signed=True), int.from_bytes(n.to_bytes(k, "little", signed=True), "little", signed=True)))
show(lambda: (int.from_bytes(b""), int.from_bytes(b"\x01\x00"), int.from_bytes(b"\xff\x00", "little"), int.from_bytes(b"\xff", signed=True), int.from_bytes([1, 2]), int.from_bytes(bytearray(b"\x80\0"), signed=True), int.from_bytes(b"\xff" * 20)))
for bad in (5, "a", [256], [1.5], None):
    show(lambda: int.from_bytes(bad))
show(lambda: int.from_bytes(b"a", "x"))
show(lambda: int.from_bytes(b"a", 1))
show(lambda: (type(I.from_bytes(b"a")), type(I(5) + 1), type(+I(5)), type(I(5).real), type(int(I(5))), I(5), I(B), I(-3) ** 2, I(), I("12"), I("ff", 16)))
x = I(B)
x.attr = 1
show(lambda: (x.attr, x == B, x + 1 == B + 1, x.__getnewargs__(), [0, 1, 2][I(1)], isinstance(x, int)))
for spec in ("", "d", "5", "<5", "^7", "+", " ", "05", "=+6", ",", "_", "x", "#x", "X", "#X", "#o", "#b", "_x", "#010x", "c", "e", ".2f", "%", "g", "n", "10,", "010,", "*^9", "E", "G",
             ".3", "s", "z", "+c", "#c", ",c", ".2c", "zd", ",x", "q", "10.3d"):
    show(lambda: format(65, spec))
    show(lambda: format(-1234567, spec))
show(lambda: format(B, ","))
show(lambda: format(B, "_b"))
show(lambda: format(10**400, "f"))
show(lambda: format(1 << 70, "c"))
show(lambda: (5).__format__(1))
show(lambda: (f"{I(5)}", f"{True}", f"{True:d}", f"{True:5}", format(I(5), "")))
show(lambda: (True + True, True & 1, True & False, True | False, True ^ True, False | 2, True == 1, -True, True << 3, repr(True), str(False), bool([]), bool("a"), bool()))
show(lambda: bool(1, 2))
show(lambda: bool(x=1))
show(lambda: (True.__or__(2), True.__and__("a"), int.__or__(True, False), True.real, True.conjugate(), type(True + 0)))
show(lambda: (None.__bool__(), repr(None), type(None)(), repr(...), type(...)() is ..., repr(NotImplemented), (...).__reduce__(), NotImplemented.__reduce__()))
show(lambda: type(None)(1))
show(lambda: type(...)(1))
show(lambda: type(NotImplemented)(a=1))
show(lambda: bool(NotImplemented))
show(lambda: 5 .real)
old = sys.get_int_max_str_digits()
sys.set_int_max_str_digits(0)
n = 7**20000
s = str(n)
print(len(s), s[:20], s[-20:], int(s) == n, int("-" + s) == -n)
print(len("%d" % n), n == eval(s[:100]) * 10 ** (len(s) - 100) + int(s[100:]))
sys.set_int_max_str_digits(old)
a, b = 1, 1
for i in range(1000):
    a, b = b, a + b
print(a, a % 1000007, a // 10**190)
f = 1
for i in range(1, 200):
    f *= i
print(f)
for i in range(1, 200):
    f //= i
print(f)
