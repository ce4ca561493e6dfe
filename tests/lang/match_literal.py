# match: literals, captures, wildcard, or-patterns, guards.
def f(x):
    match x:
        case 0: return "zero"
        case 1 | 2 | 3: return "small"
        case -1: return "minus one"
        case 1.5: return "float"
        case 2 + 3j: return "complex"
        case -1 - 1j: return "neg complex"
        case "a" | "b": return "letter"
        case b"x": return "bytes"
        case "con" "cat": return "joined"
        case None: return "None"
        case True: return "True"
        case False: return "False"
        case int() if x > 100: return "big"
        case str() as s if len(s) > 5: return "long " + s
        case _: return "other"


for v in (0, 1, 3, -1, 1.5, 2 + 3j, -1 - 1j, "a", "b", b"x", "concat", None, True, False, 101, "longer text", 50, [], 1.0, 0.0, 2j):
    print(repr(v), f(v))


def capture(x):
    match x:
        case y:
            return y


print(capture(5), capture([1]))


def guards(x):
    match x:
        case n if n < 0: return "neg"
        case n if n == 0: return "zero"
        case n if (n := n * 2) > 10: return n
        case n: return "rest", n


print(guards(-1), guards(0), guards(6), guards(2))
match 5:
    case 6:
        print("no")
print("no match is fine")
match = case = type = _ = "soft keywords"
print(match, case, type, _)
match (1, 2):
    case x, y:
        print(x, y)
match 1, 2:
    case (x, y):
        print(x, y)
match x := 7:
    case 7:
        print("walrus", x)
match *[1, 2], 3:
    case [a, b, c]:
        print(a, b, c)
match [1]:
    case [0]: print("0")
    case [1]: print("1")
match("call like"):
    case "call like": print("paren")
match = lambda *a: a
print(match(1), match (2), match [0:1] if False else "")


def names():
    match {"k": [1, 2, (3, 4)]}:
        case {"k": [a, b, (c, d)], **rest}:
            return sorted(locals().items(), key=str)


print(names())


def fall(x):
    match x:
        case [y, 1]: pass
        case [y, z] if z > 5: return y, z
        case [w, z]: return "third", w, z
    return "after", y


print(fall([1, 1]), fall([2, 7]), fall([3, 2]))


class C:
    A = 1
    class D:
        B = "b"


def value(x):
    match x:
        case C.A: return "C.A"
        case C.D.B: return "C.D.B"
        case _: return None


print(value(1), value("b"), value(2))
match [1, [2, [3, [4]]]]:
    case [a, [b, [c, [d]]]]:
        print(a + b + c + d)
if True:
    match 3:
        case int(n) | str(n):
            print("int or str", n)
        case [n, _] | [_, n]:
            print(n)
