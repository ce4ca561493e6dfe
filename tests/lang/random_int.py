# Random integers of every size through every operator: a checksum for each operator.
class Random:
    def __init__(self, seed): self.s = seed

    def bits(self, n):
        out = 0
        for _ in range((n + 31) // 32):
            self.s = (self.s * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
            out = out << 32 | self.s >> 32
        return out & (1 << n) - 1

    def below(self, n): return self.bits(48) % n

    def integer(self):
        size = (3, 8, 30, 31, 32, 60, 61, 62, 63, 64, 65, 100, 127, 128, 200, 500, 1500)[self.below(17)]
        kind = self.below(6)
        v = self.bits(size)
        if kind == 0:
            v = (1 << size) - self.below(3)
        elif kind == 1:
            v = (1 << size) + self.below(3)
        return -v if self.below(2) else v


class Sum:
    def __init__(self): self.h, self.n = 0, 0

    def add(self, value):
        for ch in repr(value):
            self.h = (self.h * 1000003 + ord(ch)) % 2305843009213693951
        self.n += 1

    def __repr__(self): return f"{self.n} {self.h:x}"


ops = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "//": lambda a, b: a // b, "%": lambda a, b: a % b, "divmod": divmod, "/": lambda a, b: a / b,
    "&": lambda a, b: a & b, "|": lambda a, b: a | b, "^": lambda a, b: a ^ b, "<<": lambda a, b: a << abs(b) % 300, ">>": lambda a, b: a >> abs(b) % 300, "**": lambda a, b: a ** (abs(b) % 9),
    "pow3": lambda a, b: pow(a, abs(b) % 1000, abs(b) + 7), "inverse": lambda a, b: pow(a, -1, abs(b) + 2), "<": lambda a, b: (a < b, a <= b, a == b, a != b, a > b, a >= b), "unary": lambda a, b: (-a, +a, ~a, abs(a), not a, bool(b)),
    "float": lambda a, b: float(a) + 0.5, "compare float": lambda a, b: (a < 1.5e30, a == float(b % 2 ** 53), a > float(b % 10 ** 18)), "str": lambda a, b: str(a), "hex": lambda a, b: (hex(a), oct(b)), "bin": lambda a, b: bin(a)[-40:], "parse": lambda a, b: int(str(a)) + int(hex(b), 16),
    "hash": lambda a, b: hash(a), "bits": lambda a, b: (a.bit_length(), b.bit_count()), "bytes": lambda a, b: int.from_bytes(a.to_bytes(200, "little", signed=True), "little", signed=True) == a, "round": lambda a, b: round(a, -(abs(b) % 30)), "format": lambda a, b: f"{a:,}|{b:_x}|{a:+}|{b % 1000:>8}",
    "truth": lambda a, b: (a and b, a or b), "shift big": lambda a, b: (a >> 64, b << 64, a >> 63), "square": lambda a, b: a * a - b * b == (a + b) * (a - b), "divide back": lambda a, b: (a // b) * b + a % b == a, "small": lambda a, b: (a + 1, b - 1, a * 2, b // 2, a % 10, b & 1),
}
for name, op in ops.items():
    r, total = Random(12345), Sum()
    for _ in range(400):
        a, b = r.integer(), r.integer()
        try:
            total.add(op(a, b))
        except (ZeroDivisionError, ValueError, OverflowError) as e:
            total.add(str(e))
    print(name, total)
