# list: methods, mutation, slices, errors.
def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


l = [3, 1, 2]
l.append(5)
l.extend("ab")
l.insert(1, "ins")
l.insert(-1, "neg")
l.insert(100, "far")
l.insert(-100, "near")
print(l, len(l), l.index("a"), l.count(1), l.pop(), l.pop(0), l.pop(-2), l)
l.remove("ins")
l.reverse()
print(l, l.copy(), l.copy() is l, 5 in l, "zz" not in l)
l.clear()
print(l, list("abc"), list(range(3)), list(), list({1: 2}), [0] * 3, [[]] * 2, [1, 2] + [3], [1] * -1, 2 * [1])
l = list(range(10))
l[2:5] = []
l[1:1] = [100, 200]
l[-2:] = "xyz"
l[::3] = [0] * len(l[::3])
print(l)
del l[1:4], l[-1]
print(l, l[::-1], l[5:1:-2])
a = b = [1]
a += [2]
a = a + [3]
print(a, b)
print([1, 2, 3] == [1, 2, 3], [1, 2] < [1, 3], [1] < [1, 0], [2] > [1, 9], [[1], [2]] == [[1], [2]], [1, "a"] != [1, "b"])
l = [[1, 2], [3]]
c = l.copy()
c[0].append(9)
print(l, c)
l = [5, 3, 9, 1]
l.sort()
print(l)
l.sort(reverse=True)
print(l)
w = ["bb", "a", "ccc", "dd"]
w.sort(key=len)
print(w)
w.sort(key=len, reverse=True)
print(w)
l = [1, 2, 3, 4, 5, 6]
for x in l[:]:
    if x % 2:
        l.remove(x)
print(l, l.index(4, 1), [1, 2, 1, 2].index(1, 1), [1, 2, 1, 2].index(2, -1))
r = []
r.append(r)
print(r, [r], r == r, r in r)
l = [1]
l.extend(l)
l.extend(x for x in range(2))
print(l, [None] * 3, [*l, *l], sum(l), max(l), min(l))
attempt(lambda: [].pop())
attempt(lambda: [1].pop(5))
attempt(lambda: [1].pop("a"))
attempt(lambda: [1].remove(2))
attempt(lambda: [1].index(2))
attempt(lambda: [1][5])
attempt(lambda: [1].append())
attempt(lambda: [1].append(1, 2))
attempt(lambda: [1].extend(5))
attempt(lambda: [1].insert("a", 1))
attempt(lambda: [1] + (2,))
attempt(lambda: [1] * "a")
attempt(lambda: [1] * 1.5)
attempt(lambda: [1, "a"].sort())
attempt(lambda: list(5))
attempt(lambda: list(1, 2))
attempt(lambda: [1] < (1,))
attempt(lambda: hash([]))
attempt(lambda: [0] * 10 ** 18)
attempt(lambda: [1].nope)
attempt(lambda: list.append(5, 1))
attempt(lambda: [1].sort(lambda x: x))
attempt(lambda: [].__getitem__(0))
l = [1, 2, 3]
attempt(lambda: l.__setitem__(5, 1))
attempt(lambda: l.__delitem__(5))
attempt(lambda: l.__setitem__(slice(0, 2), 5))


class Eq:
    def __eq__(self, o): raise ValueError("eq")


attempt(lambda: Eq() in [1, 2])
attempt(lambda: [Eq()].index(1))


class Evil:
    def __init__(self, l): self.l = l
    def __eq__(self, o): self.l.clear(); return False


e = []
e.extend([Evil(e), Evil(e), 3])
print(e.count(5), e)
