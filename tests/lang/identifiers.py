# Identifiers: Unicode, normalisation, keywords, dunders.
ñ = 1
Ω = 2
变量 = 3
été_2 = 4
_ = 5
__ = 6
print(ñ, Ω, 变量, été_2, _, __)
ﬁ = "ligature"
print(fi, "fi" in globals(), "ﬁ" in globals())
ℌ = "fraktur"
print(H)
class C:
    é = 1
    def ﬀ(self): return "ff"
print(C.é, C().ff(), getattr(C, "é"), hasattr(C, "e\u0301"))


def f(ñandú=1, *, größe=2): return ñandú, größe


print(f(ñandú=3), f(größe=4))
words = "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split()
for w in words:
    for template in ("{} = 1", "def {}(): pass", "class {}: pass", "import {}", "x.{}", "f({}=1)", "lambda {}: 1"):
        try:
            compile(template.format(w), "s", "exec")
            print("accepted:", template.format(w))
        except SyntaxError:
            pass
for w in "match case type _ print exec nonlocal_ async_ self cls __debug__".split():
    try:
        exec(f"{w} = 1", {})
    except SyntaxError as e:
        print(w, e.msg)
print(len(words), __debug__, "é".isidentifier(), "2a".isidentifier(), "a-b".isidentifier(), "".isidentifier())
