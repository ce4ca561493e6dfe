# Slicing: every form, on builtin types and on classes.
s = list(range(10))
print(s[:], s[2:], s[:3], s[2:5], s[::2], s[1::3], s[:5:2], s[2:8:3], s[::-1], s[8:2:-2])
print(s[-3:], s[:-3], s[-5:-2], s[-100:100], s[5:2], s[5:5], s[20:], s[::100], s[::-100])
t = "hello world"
print(t[1:5], t[::-1], t[-5:], t[:0], t[2:9:2])
print((1, 2, 3)[1:], b"abc"[::-1], range(20)[3:15:4], range(10)[::-1])
s[2:4] = ["a", "b", "c"]
print(s)
s[1:1] = "xy"
print(s)
s[:2] = []
print(s)
s[::2] = range(6) if len(s) % 2 else range(len(s) // 2)
print(s)
s[:] = [1, 2, 3]
print(s)
s[1:] = s
print(s)
s[5:3] = ["in"]
print(s)


class S:
    def __getitem__(self, k): return k
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)


o = S()
print(o[1], o[1:2], o[:], o[::], o[1:2:3], o[1, 2], o[1:2, 3], o[..., ::2], o["a":"b"], o[()], o[1,])
o[1:2] = 5
o[:, 1] = 6
del o[::3]
i, j, k = 1, 8, 2
print("abcdefghij"[i:j], "abcdefghij"[i:j:k], "abcdefghij"[-j:-i], "abcdefghij"[None:None:None])
print(slice(5), slice(1, 2), slice(1, 2, 3), slice(None), slice(1, 5).indices(3), slice(None, None, -1).indices(4))
print(slice(1, 2) == slice(1, 2), slice(1) < slice(2), slice(1, 2, 3).start, slice(1, 2, 3).stop, slice(1, 2, 3).step)
print(hash(slice(1, 2)) == hash(slice(1, 2)), True and [0, 1, 2][True:])


class I:
    def __index__(self): return 2


print([0, 1, 2, 3][I():], "abcd"[:I()], [0, 1, 2, 3][I()])


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: [1][::0])
attempt(lambda: "a"["x":])
attempt(lambda: [1][1.0:])
attempt(lambda: {}[1:2])
five, pair = 5, (1, 2)
attempt(lambda: five[1:2])
attempt(lambda: pair["a"])
attempt(lambda: [1, 2][5])
attempt(lambda: "ab"[5])
attempt(lambda: (1,)[-2])
attempt(lambda: b""[0])
attempt(lambda: range(3)[7])


def set_step():
    x = [1, 2, 3]
    x[::2] = [1]


def set_noniter():
    x = [1, 2, 3]
    x[1:2] = 5


def set_str():
    "abc"[0:1] = "x"


attempt(set_step)
attempt(set_noniter)
attempt(set_str)
