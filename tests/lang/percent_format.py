# The % operator on str and bytes.
print("%d %i %u %s %r %a %c %c %%" % (1, 2.9, -3, "s", "r", "é", "c", 99))
print("%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o" % (42, 42, 42, 42, 42, 255, 255, 255, 8, 8))
print("%f %.2f %e %.1E %g %G %10.3f|%-10.2f|%+.1f|%010.2f|%#.0f|%.3g" % (1.5, 2.345, 12345.678, 0.00012, 1e-10, 1e20, 3.14159, 2.5, 1.25, -3.14159, 3.0, 1234.5))
print("%s %s" % ("a", [1, 2]), "%s" % 5, "%s" % (5,), "%r" % ((1, 2),), "%s" % [1], "%s" % None, "%s" % {"a": 1})
print("%(name)s is %(age)d and %(name)r" % {"name": "Bob", "age": 5}, "%(a)5.1f|" % {"a": 1.25}, "%()s" % {"": 1}, "%(a(b))s" % {"a(b)": 2})
print("%*d|%-*d|%.*f|%*.*f" % (5, 42, 5, 42, 2, 3.14159, 8, 3, 2.71828), "%5s|%-5s|%.2s|%5.1s|" % ("abc", "ab", "abc", "xyz"))
print("%d" % 10 ** 20 if False else "%d %x" % (10 ** 20, 2 ** 70), "%d" % True, "%s" % True, "%5s" % True, "%ld %hd %Lf" % (1, 2, 3.0), "%.3d" % 5, "%+05d" % 5, "%- d|" % 5, "%#X" % 255)
print("%.0f %.0f %.0f" % (0.5, 1.5, 2.5), "%e" % 0, "%g" % 100000, "%g" % 1000000, "%s" % 1e100, "%f" % float("inf"), "%5.1f" % float("nan"), "%d" % -0.9)


class I:
    def __int__(self): return 7
    def __index__(self): return 8
    def __float__(self): return 9.5


class X:
    def __index__(self): return 5
    def __str__(self): return "strX"


print("%f" % I(), "%x %d %s" % (X(), X(), X()), "%c" % "é", "%c" % 0x1F600)
errs = ["'%d' % 'a'", "'%d %d' % 1", "'%d' % (1, 2)", "'%s' % ()", "'%z' % 1", "'%' % 1", "'%(a)s' % 5", "'%(a)s' % {}", "'%(a' % {}", "'%c' % 'ab'", "'%c' % -1", "'%c' % 1.5", "'%x' % 1.5",
        "'%f' % 'a'", "'%*d' % ('a', 1)", "'%s %s' % {'a': 1}", "'a' % 1", "'a' % (1,)", "'%.*f' % (1,)", "'%d' % None", "'%5' % 1", "'%c' % 0x110000", "'%d' % float('nan')", "'%d' % float('inf')", "'%(a)d' % {'a': 'x'}", "'%s%(a)s' % {'a': 1}", "'%o' % 'x'", "'%i' % []", "'%s %*s' % (1, 2)"]
for e in errs:
    try:
        print(e, "->", eval(e))
    except Exception as ex:
        print(e, "->", type(ex).__name__, ex)
print("a" % (), "a" % [], "a" % {}, "%s" % ("a",))
print(b"%d %s %b %a %x %c %c %5s|" % (1, b"s", b"b", "é", 255, 65, b"B", b"x"), b"%(k)s" % {b"k": b"v"}, b"%r" % "x")
for e in ("b'%s' % 'str'", "b'%b' % 5", "b'%c' % 256", "b'%d' % 'x'", "b'%c' % b'ab'"):
    try:
        print(eval(e))
    except Exception as ex:
        print(type(ex).__name__, ex)
