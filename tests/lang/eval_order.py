# Order of evaluation everywhere it shows.
log = []


def t(name, value=None):
    log.append(name)
    return name if value is None else value


def show():
    print(" ".join(log))
    log.clear()


class O:
    def __getitem__(self, k): t("get"); return 0
    def __setitem__(self, k, v): t("set")
    def __delitem__(self, k): t("del")
    def __setattr__(self, k, v): t("setattr")
    def __getattr__(self, k): t("getattr"); return 0
    def __call__(self, *a, **k): t("call"); return self
    def __add__(self, o): t("add"); return self
    def __lt__(self, o): t("lt"); return True
    def __iadd__(self, o): t("iadd"); return self


o = O()
t("a", o)(t("b"), *t("c", [1]), k=t("d"), **t("e", {})); show()
t("a", o)[t("b")] = t("c"); show()
t("a", o)[t("b")] += t("c", 1); show()
t("a", o).x = t("b"); show()
t("a", o).x += t("b", 1); show()
(t("a", o) + t("b")) + t("c"); show()
t("a", o) < t("b", o) < t("c", o); show()
t("x", {t("k1"): t("v1"), t("k2"): t("v2")}); show()
[t("a"), t("b")], (t("c"),), {t("d")}; show()
t("a", o)[t("b"):t("c"):t("d")]; show()
del t("a", o)[t("b")], t("c", o)[t("d")]; show()
t("v", [1, 2])[t("i", 0)], t("w", o).attr = t("rhs", (1, 2)); show()
x = t("a", o)[t("b")] = t("c"); show()
t("then") if t("cond", 1) else t("else"); show()
t("a", 0) or t("b", 1) and t("c"); show()


def f(a=t("default1"), *, b=t("default2")) -> None: pass


show()


@t("deco1", lambda c: c)
@t("deco2", lambda c: c)
class C(*t("bases", ()), metaclass=t("meta", type)):
    t("body")


show()
f"{t('f1')} {t('f2')!r:{t('spec', 10)}}"; show()
[t("elt") for i in t("iter", [1]) if t("if", 1)]; show()
{t("key"): t("value") for i in t("iter", [1])}; show()
with t("ctx", type("M", (), {"__enter__": lambda s: t("enter"), "__exit__": lambda s, *a: t("exit") and None})()) as t("target", o).y:
    t("body")
show()
for t("target", o).z in t("iter", [1, 2]):
    t("body")
show()
assert t("test", 1), t("message"); show()
lambda a=t("ldefault"): t("never"); show()
i = 0
lst = [1, 2, 3]
i, lst[i], i = 1, 10, 2
print(i, lst)
a = [1, 2, 3]
a[0], a[1], a[2] = a[2], a[0], a[1]
print(a)
n = 5
print(n + (n := 2) * n, n)
print((n, n := 7, n))
d = {}
try:
    d[(k := "x")] = k + "v"
except NameError as e:
    print(e)


def g():
    x = [1]
    y = x
    x = x + [2]
    y += [3]
    return x, y


print(g())
def h(v): return v, (v := 5), v
print(h(1))
def clobber(x):
    return x + (lambda: [x := 1 for _ in "a"])()[0] + x
print(clobber(10))
