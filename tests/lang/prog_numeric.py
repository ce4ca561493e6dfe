# A program: numbers. Primes, matrices, Newton, integrals, permutations, continued fractions, pi, statistics.
def sieve(n):
    is_prime = bytearray([1]) * (n + 1)
    is_prime[0:2] = b"\0\0"
    for i in range(2, int(n ** 0.5) + 1):
        if is_prime[i]:
            is_prime[i * i::i] = bytes(len(is_prime[i * i::i]))
    return [i for i, p in enumerate(is_prime) if p]


p = sieve(10000)
print(len(p), p[-5:], sum(p))


def factor(n):
    out, d = [], 2
    while d * d <= n:
        while n % d == 0:
            out.append(d)
            n //= d
        d += 1 if d == 2 else 2
    return out + [n] if n > 1 else out


print(factor(360), factor(600851475143), factor(97), factor(2 ** 31 - 1))


class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]

    @classmethod
    def identity(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])

    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])

    def __pow__(self, k):
        r, b = Matrix.identity(len(self.rows)), self
        while k:
            if k & 1:
                r = r @ b
            b = b @ b
            k >>= 1
        return r

    def __eq__(self, o): return self.rows == o.rows
    def __getitem__(self, ij): return self.rows[ij[0]][ij[1]]
    def __repr__(self): return f"Matrix({self.rows})"
    @property
    def T(self): return Matrix(zip(*self.rows))

    def det(self):
        m, sign, prev = [r[:] for r in self.rows], 1, 1
        n = len(m)
        for k in range(n - 1):
            if m[k][k] == 0:
                for i in range(k + 1, n):
                    if m[i][k]:
                        m[k], m[i] = m[i], m[k]
                        sign = -sign
                        break
                else:
                    return 0
            for i in range(k + 1, n):
                for j in range(k + 1, n):
                    m[i][j] = (m[i][j] * m[k][k] - m[i][k] * m[k][j]) // prev
            prev = m[k][k]
        return sign * m[-1][-1]


f = Matrix([[1, 1], [1, 0]])
print((f ** 90)[0, 1], f.T == f, Matrix([[2, 1, 3], [0, -1, 4], [1, 2, 5]]).det(), Matrix([[1, 2], [3, 4]]) @ Matrix([[5], [6]]))


def newton(f, df, x, eps=1e-12):
    for i in range(50):
        step = f(x) / df(x)
        x -= step
        if abs(step) < eps:
            return x, i
    raise ArithmeticError("no convergence")


print(newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0), newton(lambda x: x ** 3 - x - 2, lambda x: 3 * x * x - 1, 1.5))


def simpson(f, a, b, n=100):
    h = (b - a) / n
    return h / 3 * (f(a) + f(b) + 4 * sum(f(a + i * h) for i in range(1, n, 2)) + 2 * sum(f(a + i * h) for i in range(2, n, 2)))


print(round(simpson(lambda x: x ** 3, 0, 2), 10), round(simpson(lambda x: 1 / x, 1, 2.718281828459045), 8))


def pi_digits(n):
    q, r, t, k, m, x = 1, 0, 1, 1, 3, 3
    out = ""
    while len(out) < n:
        if 4 * q + r - t < m * t:
            out += str(m)
            q, r, m = 10 * q, 10 * (r - m * t), (10 * (3 * q + r)) // t - 10 * m
        else:
            q, r, t, k, m, x = q * k, (2 * q + r) * x, t * x, k + 1, (q * (7 * k + 2) + r * x) // (t * x), x + 2
    return out


print(pi_digits(120))


def collatz(n, seen={1: 1}):
    if n not in seen:
        seen[n] = 1 + collatz(3 * n + 1 if n % 2 else n // 2)
    return seen[n]


print(max(range(1, 3000), key=collatz), collatz(27))


def contfrac(x, n):
    out = []
    for _ in range(n):
        out.append(int(x))
        if x == int(x):
            break
        x = 1 / (x - int(x))
    return out


print(contfrac(3.14159265358979, 5), contfrac(1.5, 9), [a * 10 ** 6 // b for a, b in ((22, 7), (355, 113))])
data = [2, 4, 4, 4, 5, 5, 7, 9]
mean = sum(data) / len(data)
print(mean, (sum((x - mean) ** 2 for x in data) / len(data)) ** 0.5, sorted(data)[len(data) // 2], max(set(data), key=data.count))
pascal = [[1]]
for _ in range(10):
    pascal.append([a + b for a, b in zip([0] + pascal[-1], pascal[-1] + [0])])
print(pascal[-1], sum(pascal[-1]), [sum(d) for d in [[n * n for n in range(k)] for k in range(6)]])
seed = 42
rnd = []
for _ in range(5):
    seed = (seed * 6364136223846793005 + 1442695040888963407) & (1 << 64) - 1
    rnd.append(seed >> 33)
print(rnd, complex(1, 2) * complex(3, -1), abs(complex(3, 4)), sum(1 / n ** 2 for n in range(1, 1000)))
mandel = []
for y in range(-6, 7):
    row = ""
    for x in range(-20, 8):
        z = c = complex(x / 10, y / 5)
        for i in range(30):
            if abs(z) > 2:
                break
            z = z * z + c
        row += " .:-=+*#%@"[min(9, i // 3)]
    mandel.append(row)
print("\n".join(mandel))
