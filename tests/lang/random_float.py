# Random doubles: text, parsing, arithmetic, rounding. A checksum for each.
class Random:
    def __init__(self, seed): self.s = seed

    def below(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.s >> 16) % n

    def float(self):
        kind = self.below(10)
        m = self.below(2 ** 53)
        if kind == 0:
            v = m / 10 ** self.below(10)
        elif kind == 1:
            v = float(self.below(1000)) / 8
        elif kind == 2:
            v = (0.0, 1.0, 0.1, 0.5, 1e16, 1e22, 1e23, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, float("inf"), float("nan"))[self.below(12)]
        elif kind < 6:
            v = m * 2.0 ** (self.below(120) - 100)
        else:
            v = m * 2.0 ** (self.below(1900) - 1030)
        return -v if self.below(2) else v


class Sum:
    def __init__(self): self.h, self.n = 0, 0

    def add(self, value):
        for ch in repr(value):
            self.h = (self.h * 1000003 + ord(ch)) % 2305843009213693951
        self.n += 1

    def __repr__(self): return f"{self.n} {self.h:x}"


ops = {
    "repr": lambda a, b: (a, b), "parse": lambda a, b: (float(repr(a)) == a or a != a, float(f"{b:.20e}") == b or b != b), "short parse": lambda a, b: (float(f"{a:.5e}"), float(f"{b:.12g}")), "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b,
    "/": lambda a, b: a / b, "//": lambda a, b: a // b, "%": lambda a, b: a % b, "divmod": divmod, "compare": lambda a, b: (a < b, a <= b, a == b, a != b, a > b, a >= b), "int": lambda a, b: int(a), "round": lambda a, b: round(a), "round2": lambda a, b: (round(a, 2), round(b, -3), round(a, 15)),
    "hash": lambda a, b: (hash(a) if a == a else 0), "ratio": lambda a, b: a.as_integer_ratio(), "hex": lambda a, b: (a.hex(), float.fromhex(b.hex()) == b or b != b), "fixed": lambda a, b: (f"{a % 1e12:.3f}", "%.0f" % (b % 1e9), f"{a % 1000:10.1f}"), "exp": lambda a, b: (f"{a:e}", f"{b:.3E}", "%.15e" % a),
    "general": lambda a, b: (f"{a:g}", f"{b:.3g}", "%#.5g" % a, f"{b:.17g}"), "percent": lambda a, b: f"{a % 10:.2%}", "comma": lambda a, b: f"{a % 1e15:,.2f}", "str": lambda a, b: str(a) + "%s" % b, "sqrt": lambda a, b: abs(a) ** 0.5, "pow": lambda a, b: (abs(a) % 100) ** 3, "int compare": lambda a, b: (a < 10 ** 15, a == int(b) if abs(b) < 1e300 else 0, 2 ** 60 > b),
    "complex": lambda a, b: complex(a, b) + 1, "unary": lambda a, b: (-a, abs(b), bool(a), not b), "mixed": lambda a, b: (a + 1, 2 * b, a / 3, 7 - b, a // 2, b % 3), "integer": lambda a, b: (a.is_integer(), a == a // 1), "min": lambda a, b: (min(a, b), max(a, b)), "long digits": lambda a, b: float("%.40f" % (a % 1e6)) == a % 1e6 or a != a,
}
for name, op in ops.items():
    r, total = Random(99), Sum()
    for _ in range(500):
        a, b = r.float(), r.float()
        try:
            total.add(op(a, b))
        except (ZeroDivisionError, ValueError, OverflowError) as e:
            total.add(str(e))
    print(name, total)
