# for: sequences, iterators, targets, else, changes during iteration.
for i in [1, 2, 3]:
    print(i, end=" ")
else:
    print("else")
for i in range(5):
    if i == 3:
        break
else:
    print("never")
print(i)
for ch in "añ€😀":
    print(ch, len(ch.encode()))
for k in {"a": 1, "b": 2}:
    print(k)
for k, v in {"a": 1}.items():
    print(k, v)
for b in b"AB":
    print(b)
d = {}
for d["k"] in range(3):
    pass
print(d)


class O:
    pass


o = O()
for o.x, in [(1,), (2,)]:
    print(o.x)
lst = [1, 2, 3]
for x in lst:
    if len(lst) < 6:
        lst.append(x * 10)
print(lst)
lst = [1, 2, 3, 4]
for x in lst:
    lst.remove(x)
print(lst)
try:
    dd = {1: 1, 2: 2}
    for k in dd:
        dd[k + 10] = 1
except RuntimeError as e:
    print(e)
try:
    ss = {1}
    for k in ss:
        ss.add(k + 1)
except RuntimeError as e:
    print(e)


class Seq:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * i


for x in Seq():
    print(x)


class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return self.n


for x in It():
    print(x)
for i in range(3):
    i = 100
    print(i)
for i in range(10, 0, -3):
    print(i, end=" ")
print()
for i in range(0):
    pass
print(i)
for x in (yes for yes in (1, 2)):
    print(x)
for bad in (5, None, O()):
    try:
        for _ in bad:
            pass
    except TypeError as e:
        print(e)


class NoNext:
    def __iter__(self): return 5


class NoIter:
    __iter__ = None


for bad in (NoNext(), NoIter()):
    try:
        for _ in bad:
            pass
    except TypeError as e:
        print(e)


def nested():
    for i in range(3):
        for j in range(3):
            if j == 1:
                continue
            if i == 1:
                break
            yield i, j
        else:
            yield "else", i


print(list(nested()))
