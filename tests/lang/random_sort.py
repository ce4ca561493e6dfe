# sorted on many shapes of data: stable, right, and the same under every key; comparisons counted within reason.
class Random:
    def __init__(self, seed): self.s = seed

    def below(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.s >> 16) % n


class Counted:
    count = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o): Counted.count += 1; return self.v < o.v


def insertion(data, key=lambda x: x):
    out = []
    for x in data:
        i = len(out)
        while i and key(x) < key(out[i - 1]):
            i -= 1
        out.insert(i, x)
    return out


r = Random(7)
shapes = {
    "random": [r.below(1000) for _ in range(300)], "few": [r.below(5) for _ in range(300)], "sorted": list(range(300)), "reversed": list(range(300, 0, -1)), "runs": [i % 37 for i in range(300)], "almost": [i if i % 50 else r.below(300) for i in range(300)],
    "floats": [r.below(1000) / 7 for _ in range(200)], "mixed": [r.below(100) * (1.0 if r.below(2) else 1) for _ in range(200)], "strings": [chr(97 + r.below(26)) * r.below(4) for _ in range(200)], "wide": [chr(200 + r.below(9000)) + "x" for _ in range(200)], "tuples": [(r.below(4), -r.below(9), "k") for _ in range(200)], "big": [r.below(10) << 64 - r.below(3) for _ in range(200)],
    "lists": [[r.below(3)] * r.below(3) for _ in range(100)], "bools": [bool(r.below(2)) for _ in range(64)], "one": [5], "none": [], "equal": [1] * 100, "saw": [i % 2 * 1000 + i for i in range(200)], "negative": [r.below(200) - 100 for _ in range(200)], "border": [2 ** 62 + r.below(5) - 2 for _ in range(60)],
}
for name, data in shapes.items():
    s = sorted(data)
    tagged = [(x, i) for i, x in enumerate(data)]
    stable = sorted(tagged, key=lambda p: p[0])
    down = sorted(tagged, key=lambda p: p[0], reverse=True)
    ok = s == insertion(data), stable == insertion(tagged, key=lambda p: p[0]), all(a[0] > b[0] or (a[0] == b[0] and a[1] < b[1]) for a, b in zip(down, down[1:])), [x.v for x in sorted(map(Counted, data))] == s, sorted(data, key=lambda x: 0) == data
    print(name, *ok)
Counted.count = 0
sorted(map(Counted, range(1000)))
print(Counted.count)
Counted.count = 0
sorted(map(Counted, range(1000, 0, -1)))
print(Counted.count)
Counted.count = 0
sorted([Counted(r.below(10 ** 6)) for _ in range(1000)])
print(Counted.count < 9500)
