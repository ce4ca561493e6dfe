# Subscription: negative indexes, dicts, __missing__, __getitem__ fallbacks, class subscripts.
l = [1, [2, [3, {"k": (4, 5)}]]]
print(l[1][1][1]["k"][-1])
print(l[-1][0], "abc"[-1], (1, 2, 3)[-3], b"abc"[1], b"abc"[-1])
d = {1: "a", 1.5: "b", "s": "c", None: "d", (1, 2): "e", True: "t"}
print(d, d[1.0], d[None], d[1, 2], d[(1, 2)])


class M(dict):
    def __missing__(self, k): return "missing %r" % (k,)


m = M(a=1)
print(m["a"], m["zz"], m.get("zz"), "zz" in m)


class G:
    def __getitem__(self, k):
        if isinstance(k, tuple):
            return "tuple", k
        return k


g = G()
print(g[1], g[1, 2], g["x", ...], g[(1)], g[1,], g[lambda: 0].__name__, g[not 1], g[1 if 0 else 2])
print(list[int], dict[str, int], tuple[int, ...], type[int], list[int] == list[int])


class K:
    def __class_getitem__(cls, item): return cls.__name__, item


print(K[int], K["a", 1])


class Meta(type):
    def __getitem__(cls, k): return "meta", k


class KM(metaclass=Meta):
    pass


print(KM[3])
five, none, aset, fun, flt = 5, None, {1, 2}, lambda: 0, 1.5
for f in (lambda: l[10], lambda: l["a"], lambda: d["nope"], lambda: d[[]], lambda: five[0], lambda: none[0], lambda: G[0],
          lambda: int[0], lambda: len[0], lambda: l[None], lambda: aset[0], lambda: fun[1], lambda: d[{}],
          lambda: flt["a"], lambda: l[2 ** 100]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
