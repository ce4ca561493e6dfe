# Small facts that real programs rely on.
print([1, 2, 3][-1], "abc"[-2:], {**{}, "a": 1}, *[], sep="|")
print(" ".join(str(x) for x in (None, True, 1, 1.0, "s", b"b", [], (), {}, set(), frozenset(), ..., 1j, range(2))))
a, b = divmod(17, 5)
print(a, b, *map(int, "1 2 3".split()))
matrix = [[1, 2, 3], [4, 5, 6]]
print(list(zip(*matrix)), [list(r) for r in zip(*matrix)], sum(map(sum, matrix)), [x for r in matrix for x in r], [[r[i] for r in matrix] for i in range(3)])
d = {}
for w in "the cat the dog the end".split():
    d[w] = d.get(w, 0) + 1
print(d, max(d, key=d.get), sorted(d, key=d.get, reverse=True)[0], {v: k for k, v in d.items()}, list(d.items())[-1])
words = ["banana", "Apple", "cherry"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len, reverse=True), min(words, key=len), ", ".join(sorted(words)))
print("%s is %d years and %.1f%%" % ("Al", 5, 12.34), "{:>8}|{:<8}|{:^8}|".format("r", "l", "c"), f"{3.14159:.2f} {1000000:,} {255:#x} {5:03d} {'x':*^5}")
s = "Hello"
print(s[::-1], s.lower() == s.casefold(), s.find("l"), s.replace("l", "L", 1), s * 2, s + "!", len(s), list(s), s.center(11, "-"), "l" in s, s.index("o"), s.count("l"))
stack, queue = [], []
for i in range(3):
    stack.append(i)
    queue.insert(0, i)
print(stack.pop(), queue.pop(), stack, queue)
x = [1, 2, 3, 4, 5]
x[1:4] = [9]
print(x, x * 2, x + [0], [0] * 3, x.index(9), 9 in x, x[::-1], x[-2:], any(v > 8 for v in x), all(x))
try:
    int("12a")
except ValueError as e:
    print("error:", e)
else:
    print("fine")
finally:
    print("done")
print(isinstance(5, int), type(5).__name__, callable(print), hasattr("", "upper"), id(x) == id(x), hash("a") == hash("a"))
print(0.1 + 0.2, 1 / 3, 2 ** 100, 7 // 2, -7 // 2, 7 % 3, -7 % 3, 7.0 // 2, round(2.5), round(3.5), round(1.005, 2), int(3.99), abs(-3), 10 ** -2, 5e-324, 1e309)
print(bin(10), oct(10), hex(10), int("ff", 16), int("0b11", 0), ord("a"), chr(98), float("1.5"), str(1.0), repr("a'b"), bool(""), complex(1, 2))
print([i for i in range(20) if i % 3 == 0], list(range(10, 0, -3)), list(enumerate("ab", 1)), dict(zip("ab", [1, 2])), list(reversed([1, 2])), list(filter(None, [0, 1, "", "a"])))
def f(a, b=2, *c, d=4, **e): return a, b, c, d, e
print(f(1), f(1, 3, 5, d=6, z=7), f(*[1, 2, 3], **{"d": 9}), f(b=1, a=0))
print((lambda x, y: x * y)(3, 4), (lambda *a: a)(1, 2), sorted([(1, "b"), (1, "a")]), [*range(3), *"ab"], {1, 2} | {3}, {1, 2} & {2}, {1, 2} - {2}, {1, 2} ^ {2, 3})
n, total = 0, 0
while True:
    n += 1
    if n % 2: continue
    if n > 10: break
    total += n
print(n, total, "even" if total % 2 == 0 else "odd")
class Stack:
    def __init__(self): self._d = []
    def push(self, x): self._d.append(x); return self
    def __len__(self): return len(self._d)
    def __iter__(self): return reversed(self._d)
    def __repr__(self): return f"Stack({self._d})"
print(Stack().push(1).push(2), list(Stack().push(1).push(2)), len(Stack()), bool(Stack()))
print(__name__, __file__.endswith("bank_of_small_things.py"), globals().get("nope", "default"))
import sys
print(sys.argv[1:], len(sys.path) > 0, file=sys.stdout)
print("a\tb\\n", r"a\tb\n", "multi\
line", """tri
ple""", 'it''s', "\x41\u0042\N{LATIN CAPITAL LETTER C}")
print(None is None, [] is [], 1 == 1.0, "1" == 1, [1] == [1.0], (1, 2) < (1, 3), "a" < "b", not [], [] == False, 0 == False, 1 < 2 < 3, 1 < 3 < 2)
