# Comprehensions run in the code around them, on registers of their own; generator expressions are functions.
def inlined(a, b):
    x = [x + 1 for x in a if x]
    s = {y for y in a for z in y}
    d = {k: v for k, v in b.items()}
    f = [lambda: i for i in a]
    return sum(x * x for x in a), [[q for q in p] for p in a if (n := p)], n


class C:
    names = [n for n in dir()]
