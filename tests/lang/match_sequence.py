# match: sequence patterns.
def f(x):
    match x:
        case []: return "empty"
        case [a]: return "one", a
        case [1, 2, *rest]: return "12", rest
        case [a, *_, 9]: return "ends 9", a
        case [*init, 5]: return "ends 5", init
        case (a, b): return "two", a, b
        case [[a, b], [c, *d], *e]: return "nested", a, b, c, d, e
        case [a, b, *_, c]: return "many", a, b, c
        case _: return "other"


for v in ([], [1], (1,), [1, 2], [1, 2, 3, 4], [7, 8, 9], (3, 4, 5), [3, 4], range(2), [[1, 2], [3, 4, 5], 6], [[1, 2], [3]], "ab", b"ab", bytearray(b"x"), {1, 2}, {1: 2}, 5, None, iter([1]), range(10)):
    print(v if not hasattr(v, "__next__") else "iterator", f(v))


class Seq:
    def __init__(self, *v): self.v = v
    def __len__(self): print("len"); return len(self.v)
    def __getitem__(self, i): print("get", i); return self.v[i]


print(f(Seq(1)))
from collections.abc import Sequence
Sequence.register(Seq)
print(f(Seq(1, 2, 3)))
print(f(Seq(3, 4, 5)))


class L(list): pass
class T(tuple): pass
class S(str): pass


print(f(L([1])), f(T((1, 2))), f(S("a")))


def star_only(x):
    match x:
        case [*all]: return all
        case _: return "no"


print(star_only((1, 2)), star_only("ab"), star_only([]))


def lists(x):
    match x:
        case [int(a), str(b), [float(c)]]: return a, b, c
        case [("x" | "y") as name, value]: return name, value
        case [_, _, _]: return "three"
        case [a, b] if a == b: return "same"


print(lists([1, "a", [1.5]]), lists(["x", 5]), lists([1, 2, 3]), lists([4, 4]), lists([4, 5]))
match (1, 2, 3):
    case a, *b: print(a, b)
match [1, 2]:
    case [x, y] | [x, y, _]: print(x, y)
match []:
    case (): print("empty tuple pattern")
match [5]:
    case (5,): print("one tuple pattern")
match [(1, "one"), (2, "two")]:
    case [(1, a), (2, b)]: print(a, b)
