# complex: construction, arithmetic with reals and infinities, text, formatting, errors


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


class C(complex):
    pass


class A:
    def __init__(self, r):
        self.r = r

    def __complex__(self):
        return self.r


class Fl:
    def __float__(self):
        return 2.5


class Index:
    def __index__(self):
        return 3


inf, nan = float("inf"), float("nan")
for a in ((), (1,), (1, 2), (1.5, -2), (True,), ("1+2j",), (" ( 1+2j ) ",), ("j",), ("-j",), ("+J",), ("1e5-2.5e-3j",), ("inf-nanj",), ("1_0+2_0j",), ("١+٢j",), ("3",), (A(1j),), (Fl(),), (Fl(), Fl()), (Index(), 1),
          (C(1, 2),), (1 + 2j,), ("",), ("()",), ("1+",), ("1 + 2j",), ("1+2",), ("j1",), ("1+2jj",), ("(1+2j",), ("1+2j)",), ("x",), ("1\0",), ("1__0",), ("1+-2j",), ("1j+2",), ("( 1_0+ 2j)",), ("infj",), ("-0j",), ("1-j",),
          (A(1),), (object(),), (object, 1), (1, object), ([],), (b"1",), ("1", 2), (1, "2"), (1, A(1j)), (10**400,), (1, 10**400)):
    show(lambda: complex(*a))
show(lambda: complex(real=1, imag=2))
show(lambda: complex(imag=2))
show(lambda: complex(imag="1"))
show(lambda: complex(x=1))
show(lambda: complex(1, 2, 3))
z = 3 - 4j
show(lambda: (z.real, z.imag, z.conjugate(), abs(z), -z, +z, bool(z), bool(0j), z.__complex__(), z.__getnewargs__(), hash(z), hash(1 + 2j), hash(complex(5)) == hash(5), hash(1j)))
vals = (1 + 2j, -1.5j, 0j, complex(inf, 1), complex(1, nan), complex(-0.0, -0.0), 1e200 + 1e200j, 2, 0, -0.0, inf, 1.5, True)
for x in vals:
    for y in vals:
        if not isinstance(x, complex) and not isinstance(y, complex):
            continue
        for op in "+-*/":
            try:
                r = eval(f"x {op} y")
            except Exception as e:
                r = (type(e).__name__, str(e))
            print(r, end=" ")
        print(x == y, x != y)
for x, y in ((1j, 2), (1j, -3), (1 + 1j, 0), (0j, 0), (0j, 2), (0j, 1.5), (2, 1j), (-1, 0.5), (1 + 1j, 1 + 1j), (1 + 1j, 100), (1 + 1j, 101), (1 + 1j, -100), (2j, 0.5), (-8, 1 / 3)):
    r = x**y
    print(complex(round(r.real, 9), round(r.imag, 9)) if abs(r) < 1e9 else "%.6e %.6e" % (r.real, r.imag))
show(lambda: 0j**-1)
show(lambda: 0j**1j)
show(lambda: (1e200 + 1j) ** 2)
show(lambda: (1e200 + 1j) ** 2.5)
show(lambda: pow(1j, 2, 3))
show(lambda: pow(1j, 2, None))
show(lambda: 1j / 0)
show(lambda: 1 / 0j)
show(lambda: 1j // 1)
show(lambda: 1j % 1)
show(lambda: divmod(1j, 1))
show(lambda: 1j < 2j)
show(lambda: 1j < 1)
show(lambda: int(1j))
show(lambda: float(1j))
show(lambda: 1j + "a")
show(lambda: 1j + 10**400)
show(lambda: abs(complex(1e308, 1e308)))
show(lambda: (abs(complex(inf, nan)), abs(complex(nan, 1)), abs(-3j)))
show(lambda: (1j == 10**400, (2**53 + 1) == complex(2**53), 1 == 1 + 0j, 1.5 == 1.5 + 0j, 1j == "a", 1j.__eq__("a"), 1j != 1j))
show(lambda: (complex.from_number(1), complex.from_number(A(1j)), complex.from_number(Fl()), type(C.from_number(1)), complex.from_number(z) is z))
show(lambda: complex.from_number("1"))
show(lambda: complex.from_number(A(1)))
for z in (1 + 2j, -0.0 + 2j, complex(0, -0.0), complex(-0.0, -0.0), 2j, 0j, complex(nan, inf), complex(1e20, 1e-5), complex(1, -inf), 1.5 - 0j, complex(-1, nan)):
    print(z, repr(z), str(z), [z])
for spec in ("", "f", ".2f", "e", ".3g", "g", "n", "+", " ", "-", "20", "<20", "^20", "*>20.1f", ",", "_.1f", ".3", "#.3g", "z.1f", "E", "F", "+.1e", "010", "=10", "d", "%", "s", "x", "0=10"):
    for z in (1234.5 - 0.04j, 2j):
        show(lambda: format(z, spec))
show(lambda: (1j).__format__(1))
c = C(1, 2)
c.attr = 3
show(lambda: (c, c.attr, type(c + 1), type(-c), type(+c), c == 1 + 2j, C(), C("1j"), hash(c) == hash(1 + 2j), type(c.conjugate()), c.__getnewargs__()))
print({1j: 1}[1j], {1: 2}[1 + 0j], 1j in [1j], sum([1j, 2, 3.5]), 1j * 1j, (1 + 2j) * 3, 2 - (1 + 0j), 0 - (1 + 0j), -(0j), 1 / (1 + 2j))
