# Text of all widths: literals, indexing, slicing, comparing, concatenating, repeating, iterating, repr, encoding.
TEXTS = ["", "a", "abc", "\xe9", "a\xe9", "\u20ac", "a\u20ac", "\U0001f600", "a\U0001f600\u20ac\xe9", "\ud800", "x" * 300, "\u20ac" * 200]
for text in TEXTS:
    print(ascii(text), len(text), ascii(text[::-1])[:40], ascii(text[1:])[:40], ascii(text[:-1])[:40], ascii(text[::2])[:40], [ord(c) for c in text[:4]])
for a in TEXTS:
    print([(a < b, a == b, a >= b, a in b, len(a + b), (a + b)[len(a):] == b) for b in TEXTS])
for a in TEXTS[:9]:
    print(ascii(a * 3), ascii(3 * a), a * 0 == "" == a * -1, (a * 3).count(a), ascii(a.encode("utf-8", "surrogatepass")), ascii(a.encode("utf-16-le", "surrogatepass")))
print(*map(repr, ["it's", 'say "x"', "it's \"x\"", "\\", "\n\r\t\0\x7f", "\x80\xa0\xad", "\u2028\u200b\ue000", "caf\xe9", "\U0001f600\U000e0001", "\ud800"]))
print(*map(ascii, ["it's", "caf\xe9 \u20ac \U0001f600"]))
for i in (-4, -3, 0, 2, 3):
    try:
        print("abc"[i])
    except IndexError as e:
        print(e)
print("abcdef"[4:1:-1], "abcdef"[-2:], "abcdef"[:100], "abcdef"[100:], "abcdef"[5:2], "abcdef"[::-2], "abcdef"[True], "abcdef"[None:2])
s = ""
for i in range(3000):
    s += chr(97 + i % 26)
print(len(s), s[2990:], hash(s) == hash("".join(chr(97 + i % 26) for i in range(3000))))
wide = ""
for i in range(300):
    wide += chr(i * 37)
print(len(wide), ascii(wide[-3:]), ascii(wide[100:103]))
it = iter("a\u20acb")
print(next(it), ascii(next(it)), it.__length_hint__(), list(it), list(it), it.__length_hint__())
print(sorted(["b", "a", "\u20ac", "B", "\U0001f600", "\uffff", "ab", ""]) == ["", "B", "a", "ab", "b", "\u20ac", "\uffff", "\U0001f600"])
print(str(), str(5), str(b"abc", "ascii"), str(bytearray(b"\xc3\xa9"), "utf-8").encode(), str(memoryview(b"xyz"), "latin-1"), str(object="q"), str(b"a", errors="strict"))
print(hash(""), hash(b""), "abc".__hash__() == hash("abc"), "a".__eq__(1), "a".__lt__("b"), "a".__add__("b"), "a".__contains__("a"), "abc".__len__(), "ab".__mul__(2))
print("\x41\u0042\U00000043\N{DIGIT FOUR}\101\
end", r"\n\x", """multi
line""", 'con' 'cat', len("\0"), "\N{LATIN SMALL LETTER E WITH ACUTE}" == "é")
print("b" > "a" > "A", "a" != "b", not "", bool("x"), "a" "b" in "xaby", "" in "", "x" not in "abc")
print(min("hello"), max("hello"), sorted("hello"), list(enumerate("ab")), dict(zip("ab", "cd")), "".join(reversed("abc")), "l".join("ab"), tuple("ab"), set("aa"))
print(int("12"), int(" 12 "), float("1.5"), int("٣"), ord("€") == 0x20AC, chr(0x20AC) == "€", len(chr(0x10FFFF)))
try:
    chr(0x110000)
except ValueError as e:
    print(e)
for f in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * "b", lambda: "a" - "b", lambda: "a" < 1, lambda: -"a", lambda: "a"["b":], lambda: "abc".x):
    try:
        f()
    except (TypeError, AttributeError) as e:
        print(e)
