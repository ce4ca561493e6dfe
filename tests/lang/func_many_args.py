# Calls and definitions with many parameters.
names = ["p%d" % i for i in range(300)]
source = "def f(%s): return p0 + p150 + p299\n" % ", ".join(names)
source += "def g(%s): return p0 + p299\n" % ", ".join(n + "=" + str(i) for i, n in enumerate(names))
source += "def h(*, %s): return p299\n" % ", ".join(names)
exec(source)
print(f(*range(300)))
print(g(), g(5), g(p299=1))
print(h(**{n: 1 for n in names}))
print(eval("f(%s)" % ", ".join(str(i) for i in range(300))))
print(eval("(lambda *a: sum(a))(%s)" % ", ".join(["1"] * 1000)))
try:
    f(*range(299))
except TypeError as e:
    print(e)
try:
    h()
except TypeError as e:
    print(str(e)[:100])
print(len(eval("[%s]" % ",".join(str(i) for i in range(5000)))))
print(len(eval("{%s}" % ",".join("%d:%d" % (i, i) for i in range(3000)))))
print(eval("+".join(["1"] * 500)))
src = "def locals_many():\n" + "".join("    v%d = %d\n" % (i, i) for i in range(500)) + "    return v0 + v499\n"
exec(src)
print(locals_many())
src = "def chain(x):\n" + "".join("    %s x == %d: return %d\n" % ("elif" if i else "if", i, i * i) for i in range(400))
exec(src)
print(chain(0), chain(399), chain(400))
