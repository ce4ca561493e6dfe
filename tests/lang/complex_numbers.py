# complex.
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, a ** 2, a ** 0.5, a ** b, -a, +a, abs(a), a.conjugate(), a.real, a.imag, bool(0j), a == 3 + 4j, a != b, hash(1 + 0j) == hash(1))
print(1j, -1j, 1.5j, 1 + 0j, -0j, 0j, complex(0, -0.0), complex(-0.0, 0), complex("inf"), complex("-inf+nanj"), 1e100j, 1e-5j, 123456789.123j, (1 + 2j).__repr__(), str(3j), complex(1e16, 1e-7))
print(a + 1, 1 + a, a * 2.5, 2 - a, 1 / a, a / 2, a == 5, 5 == 5 + 0j, 2 ** 1j, 1j ** 2, 1j ** 3, (1 + 1j) ** 10, (2 + 3j) ** -2, (1 + 1j) ** 0, 0j ** 0)
print(complex(1), complex(1.5, 2), complex(), complex("1e3-2.5e-3j"), complex(real=1, imag=2), complex("+j"), complex("-1.5"), complex("(3-4j)"), complex.from_number(5))
attempt(lambda: a < b)
attempt(lambda: a // b)
attempt(lambda: a % b)
attempt(lambda: divmod(a, b))
attempt(lambda: int(a))
attempt(lambda: float(a))
attempt(lambda: a / 0)
attempt(lambda: 0j ** -1)
attempt(lambda: complex("1 +2j"))
attempt(lambda: complex(""))
attempt(lambda: complex("1+2"))
attempt(lambda: round(a))
attempt(lambda: sorted([a, b]))
attempt(lambda: (1e300 + 1j) ** 3)
attempt(lambda: pow(a, 2, 3))
attempt(lambda: a.real.__class__)
attempt(lambda: setattr(a, "real", 1))


class C(complex):
    pass


class HasComplex:
    def __complex__(self): return 7 - 1j


print(C(1, 2), type(C(1) + 1).__name__, complex(HasComplex()), sum([1j, 2, 3.5]), f"{a:.1f} {a!r:>10}", abs(complex("inf")), abs(-3j))
inf = float("inf")
print(complex(inf, 1) * complex(1, inf), complex(inf, 0) + 1j, -complex(0, 0), complex(0.0, -0.0), 1 - (-0j))
