# Operator methods: normal, reflected, in place, NotImplemented, subclass priority.
class N:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"N({self.n})"


names = dict(add="+", sub="-", mul="*", truediv="/", floordiv="//", mod="%", pow="**", matmul="@", lshift="<<", rshift=">>",
             and_="&", or_="|", xor="^")
for name, sym in names.items():
    name = name.rstrip("_")
    def fwd(self, o, sym=sym): return f"{self!r} {sym} {o!r}"
    def rev(self, o, sym=sym): return f"{o!r} r{sym} {self!r}"
    def inp(self, o, sym=sym): return f"{self!r} {sym}= {o!r}"
    setattr(N, f"__{name}__", fwd)
    setattr(N, f"__r{name}__", rev)
    setattr(N, f"__i{name}__", inp)
a = N(1)
print(a + 2, 2 + a, a - 2, 2 - a, a * 2, 2 * a, a / 2, 2 / a, a // 2, 2 // a, a % 2, 2 % a, a ** 2, 2 ** a, sep="; ")
print(a @ 2, 2 @ a, a << 2, 2 << a, a >> 2, 2 >> a, a & 2, 2 & a, a | 2, 2 | a, a ^ 2, 2 ^ a, a + N(2), "s" + a, sep="; ")
for stmt in ("+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "<<=", ">>=", "&=", "|=", "^="):
    ns = {"x": N(5)}
    exec(f"x {stmt} 3", ns)
    print(ns["x"])
    ns = {"x": 5, "N": N}
    exec(f"x {stmt} N(3)", ns)
    print(ns["x"])


class U:
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n="none"): return f"round {n}"
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __divmod__(self, o): return "divmod", o
    def __rdivmod__(self, o): return "rdivmod", o
    def __pow__(self, o, m=None): return "pow", o, m
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __complex__(self): return 7j
    def __index__(self): return 3


u = U()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), divmod(u, 1), divmod(1, u), pow(u, 2), pow(u, 2, 3), u ** 4)
print(int(u), float(u), complex(u), [0, 1, 2, 3][u], hex(u), bin(u), oct(u), list(range(u)), "ab" * u)


class NI:
    def __add__(self, o): print("NI.add"); return NotImplemented
    def __radd__(self, o): print("NI.radd"); return NotImplemented
    def __eq__(self, o): print("NI.eq"); return NotImplemented
    def __lt__(self, o): print("NI.lt"); return NotImplemented
    def __iadd__(self, o): print("NI.iadd"); return NotImplemented
    __hash__ = None


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


ni = NI()
attempt(lambda: ni + 1)
attempt(lambda: 1 + ni)
attempt(lambda: ni + ni)
attempt(lambda: ni == 1)
attempt(lambda: ni < 1)
attempt(lambda: ni == ni)


def iadd():
    x = ni
    x += 1


attempt(iadd)
attempt(lambda: hash(ni))


class P:
    def __add__(self, o): return "P.add"
    def __radd__(self, o): return "P.radd"


class Q(P):
    def __radd__(self, o): return "Q.radd"


class R(P):
    pass


print(P() + Q(), Q() + P(), P() + R(), P() + P(), 1 + Q())


class Str(str):
    def __add__(self, o): return "custom"
    def __radd__(self, o): return "rcustom"


print(Str("a") + "b", "a" + Str("b"), "a" + "b")


class I(int):
    def __rsub__(self, o): return "I.rsub"
    def __rmul__(self, o): return "I.rmul"


print(5 - I(3), 5.0 - I(3), 5 + I(3), [1] * I(2), 2 * I(4))


class NoneAdd:
    __add__ = None
    __radd__ = lambda s, o: "r"


attempt(lambda: NoneAdd() + 1)
attempt(lambda: 1 + NoneAdd())
