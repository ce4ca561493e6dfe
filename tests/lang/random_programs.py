# Random expression trees, evaluated by eval, by a tree walk and as a compiled function: all three agree.
class Random:
    def __init__(self, seed): self.s = seed

    def below(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.s >> 16) % n

    def pick(self, items): return items[self.below(len(items))]


names = {"a": 7, "b": -3, "c": 2.5, "d": 0, "e": 10 ** 20, "f": True}
binary = {"+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "//": lambda x, y: x // y, "%": lambda x, y: x % y, "<": lambda x, y: x < y, "==": lambda x, y: x == y, "!=": lambda x, y: x != y, ">=": lambda x, y: x >= y}
unary = {"-": lambda x: -x, "+": lambda x: +x, "not ": lambda x: not x}


def tree(r, depth):
    kind = r.below(10) if depth else 0
    if kind < 2:
        return r.pick(list(names)) if r.below(2) else r.below(20)
    if kind < 7:
        return r.pick(list(binary)), tree(r, depth - 1), tree(r, depth - 1)
    if kind == 7:
        return r.pick(list(unary)), tree(r, depth - 1)
    if kind == 8:
        return "if", tree(r, depth - 1), tree(r, depth - 1), tree(r, depth - 1)
    return r.pick(["and", "or"]), tree(r, depth - 1), tree(r, depth - 1)


def source(t):
    match t:
        case str() | int(): return str(t)
        case ("if", c, x, y): return f"({source(x)} if {source(c)} else {source(y)})"
        case (op, x): return f"({op}{source(x)})"
        case (op, x, y): return f"({source(x)} {op} {source(y)})"


def walk(t):
    match t:
        case str(): return names[t]
        case int(): return t
        case ("if", c, x, y): return walk(x) if walk(c) else walk(y)
        case ("and", x, y): return walk(x) and walk(y)
        case ("or", x, y): return walk(x) or walk(y)
        case (op, x): return unary[op](walk(x))
        case (op, x, y): return binary[op](walk(x), walk(y))


def result(f):
    try:
        return repr(f())
    except (ZeroDivisionError, OverflowError) as e:
        return str(e)


r = Random(2024)
h = 0
for i in range(400):
    t = tree(r, 5)
    text = source(t)
    ns = {}
    exec(f"def g({', '.join(names)}):\n    if {text}:\n        return 'true', {text}\n    while not ({text}):\n        return 'false', {text}\n", ns)
    by_walk = result(lambda: walk(t))
    by_eval = result(lambda: eval(text, dict(names)))
    by_def = result(lambda: ns["g"](**names)[1])
    if not by_walk == by_eval == by_def:
        print("differ:", text, by_walk, by_eval, by_def)
    for ch in by_eval:
        h = (h * 1000003 + ord(ch)) % 2305843009213693951
    if i % 100 == 0:
        print(text, "=", by_eval)
print(f"{h:x}")
