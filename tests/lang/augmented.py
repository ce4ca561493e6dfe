# Augmented assignment: every operator, every kind of target, in place where the type can.
n = 7
n += 3; print(n)
n -= 1; print(n)
n *= 4; print(n)
n //= 5; print(n)
n **= 2; print(n)
n %= 30; print(n)
n <<= 3; print(n)
n >>= 1; print(n)
n |= 3; print(n)
n &= 0b1110; print(n)
n ^= 0xff; print(n)
n /= 2; print(n)
s = "a"
s += "b"
s *= 3
print(s)
lst = alias = [1]
lst += (2, 3)
print(alias, lst is alias)
lst *= 2
print(alias)
t = u = (1,)
t += (2,)
print(t, u, t is u)
st = al = {1}
st |= {2}
st ^= {1, 3}
st -= {3}
st &= {2, 5}
print(al, st is al)
d = {"k": 1}
d["k"] += 10
d |= {"z": 0}
print(d)
calls = []


def idx():
    calls.append("idx")
    return 0


data = [5]
data[idx()] += 1
print(data, calls)


class V:
    def __init__(self, v): self.v = v
    def __iadd__(self, o): print("iadd", o); self.v += o; return self
    def __sub__(self, o): print("sub", o); return V(self.v - o)
    def __imatmul__(self, o): return "matmul %s" % o


v = w = V(1)
v += 5
print(v is w, v.v)
v -= 2
print(v is w, v.v, w.v)
v @= "m"
print(v)


class Box:
    x = 10


b = Box()
b.x += 1
print(b.x, Box.x)
m = ([],)
try:
    m[0] += [1]
except TypeError as e:
    print(e, m)
try:
    undefined_name += 1
except NameError as e:
    print(e)
