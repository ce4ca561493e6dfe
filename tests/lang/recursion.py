# Recursion: deep, mutual, and its limit.
import sys


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900))


def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)


print(even(500), odd(501))


def forever(n=0):
    return forever(n + 1)


try:
    forever()
except RecursionError as e:
    print(type(e).__name__, e)


def ack(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))


print(ack(2, 6))


def hanoi(n, a, b, c, moves):
    if n:
        hanoi(n - 1, a, c, b, moves)
        moves.append((a, c))
        hanoi(n - 1, b, a, c, moves)
    return moves


print(len(hanoi(8, "A", "B", "C", [])))


def perms(s):
    if len(s) < 2:
        yield s
    for i, c in enumerate(s):
        for p in perms(s[:i] + s[i + 1:]) if len(s) > 1 else ():
            yield c + p


print(list(perms("abc")))


class R:
    def __repr__(self): return repr(self)
    def __eq__(self, o): return self == o
    def __getattr__(self, name): return getattr(self, name + "x")
    def __call__(self): return self()
    def __len__(self): return len(self)
    def __hash__(self): return hash(self)
    def __iter__(self): return iter(self)
    def __getitem__(self, i): return self[i]
    def __add__(self, o): return self + o
    def __str__(self): return str(self)
    def __contains__(self, o): return o in self
    def __bool__(self): return bool(self)
    def __lt__(self, o): return self < o


r = R()
for f in (repr, lambda r: r == 1, lambda r: r.attr, lambda r: r(), len, hash, iter, lambda r: r[0], lambda r: r + 1, str,
          lambda r: 1 in r, bool, lambda r: sorted([r, r]), lambda r: f"{r}", lambda r: {r: 1}, lambda r: [r].index(1)):
    try:
        f(r)
        print("no error")
    except RecursionError:
        print("RecursionError")
old = sys.getrecursionlimit()
sys.setrecursionlimit(200)
try:
    depth(300)
except RecursionError as e:
    print(e)
sys.setrecursionlimit(5000)
print(depth(4000))
sys.setrecursionlimit(old)
l = []
l.append(l)
print(l, l == l)
d = {}
d["d"] = d
print(d)
try:
    a, b = [], []
    a.append(b)
    b.append(a)
    print(a == b)
except RecursionError as e:
    print(type(e).__name__)


def gen(n):
    if n:
        yield n
        yield from gen(n - 1)


print(sum(gen(200)))
