# The format mini-language on str, int, float, complex.
def a(v, *specs):
    out = []
    for s in specs:
        try:
            out.append(format(v, s))
        except Exception as e:
            out.append(f"{type(e).__name__}: {e}")
    print(repr(v), out)


a("abc", "", "s", "5", "<5", ">5", "^6", "*^7", ".2", "10.1", "é>5", "05", "=5", "+", "d", ",", "#", "x<05", "5s", "^^5", "z")
a(42, "", "d", "5", "<5", "^5", "05", "+", " ", "-", "b", "o", "x", "X", "#b", "#o", "#x", "#X", "#010x", ",", "_", "_b", "_x", "c", "n", "e", ".2f", "%", "s", ".2", ".2d", "+,", "*=+8", "q", ",x", ",_", "5%")
a(-42, "05", "=+6", "*=6", "x", "#b", "+", "(", "^7", "08b", "e", "c")
a(1234567890123, ",", "_", "20,", "020,", "_x", "+_d", ".3e", ",.1f", ">20_")
a(10 ** 30, "", ",", "x", "e", "f", "40", "_b")
a(0, "+", "x", "#x", "c", "%", "e", "03")
a(True, "", "d", "5", "x", "s", ".1f", "c")
a(3.14159, "", "f", ".2f", "e", ".3e", "E", "g", ".3g", "G", "%", ".1%", "10", "<10.2", "010.2f", "+.1f", " .1f", ",", "n", ".0f", "#.0f", "r", "d", "x", "s", "=+10.2f", ".", "_.2f", ".100f"[:0] or ".20f", "z.1f")
a(1e100, "", "f", "e", "g", ",.0f", "%", ".17g")
a(1234567.891, ",", ",.2f", "_", "_.1f", "015,.2f", "e", "g", ".10g", "#g", ".3", "n")
a(0.0, "", "e", "g", "%", "+", ".0f", ".3")
a(-0.0, "", "f", "+", "z", "zf", "z.1f", " ")
a(-0.0001, ".1f", "z.1f", "g", "e")
a(float("inf"), "", "f", "F", "e", "E", "010", "+", "%", ",", "5")
a(float("nan"), "", "f", "F", "+", "010", "<10")
a(0.1, ".17g", ".20f", "r", ".1", ".0e")
a(2.5, ".0f", ".0e", ".0g", ".0%")
a(1e-7, "", "f", "g", ".3g", "e", ".10f")
a(1 + 2j, "", ".2f", "10", ">12", "e", "g", "+", "=12", "012", ",", "%", ".1")
a(-1.5j, "", "+.1f", "^20")
a(None, "", "5")
a([], "", "x")
print("{} {0}".format(1) if False else "{0} {1} {0}".format("a", "b"), "{:>{}}".format("x", 5), "{a.real} {b[0]} {b[k]}".format(a=1, b={"k": 2, 0: 3}) if False else "{a.real} {b[k]}".format(a=1, b={"k": 2}))
for f in (lambda: "{} {}".format(1), lambda: "{0} {}".format(1), lambda: "{x}".format(), lambda: "{".format(), lambda: "}".format(), lambda: "{!x}".format(1), lambda: "{:{:{}}}".format(1, 2, 3), lambda: "{0.nope}".format(1), lambda: "{0[5]}".format([1]), lambda: "{0[a}".format({}), lambda: "{a!}".format(a=1), lambda: "{0..x}".format(1), lambda: "{0[]}".format([1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print("{!r:>5} {!s} {!a}".format("a", "b", "é"), "{:}".format(1), "{{}}".format(), "{0:{1}{2}}".format(5, ">", 4), "{0[0][1]} {0[0][1].real}".format([[1, 2]]))
print("{x} {y}".format_map({"x": 1, "y": 2}), "{:%Y}".format(type("D", (), {"__format__": lambda s, f: f})()))
