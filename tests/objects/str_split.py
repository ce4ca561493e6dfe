# Cutting text: split, rsplit, splitlines, partition, strip, and their relatives, over narrow and wide characters.
TEXTS = ["", " ", "a", " a ", "a b", "  a  b   c  ", "a,b,,c,", ",", ",,", "aaa", "abcabcabc", "\u20ac\u20ac \u20ac", "x\u2003y\xa0z",
         "\U0001f600,\U0001f600", "a\nb\r\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\x85j\u2028k\u2029l", "\n", "\r\n", "\n\n", "a\n", "\t a\x00b \n"]
for text in TEXTS:
    print(ascii(text))
    print("  split", ascii(text.split()), ascii(text.split(None, 1)), ascii(text.split(None, 0)))
    print("  rsplit", ascii(text.rsplit()), ascii(text.rsplit(None, 1)), ascii(text.rsplit(None, 0)))
    for sep in (",", "a", "bc", "\u20ac", "\U0001f600", "aa", ", "):
        print("  ", ascii(sep), ascii(text.split(sep)), ascii(text.split(sep, 1)), ascii(text.rsplit(sep)), ascii(text.rsplit(sep, 1)),
              ascii(text.partition(sep)), ascii(text.rpartition(sep)), text.count(sep), text.find(sep), text.rfind(sep))
    print("  lines", ascii(text.splitlines()), ascii(text.splitlines(True)))
    print("  strip", ascii(text.strip()), ascii(text.lstrip()), ascii(text.rstrip()), ascii(text.strip("a,")), ascii(text.strip("\u20ac\U0001f600 ")))
    print("  pad", ascii(text.center(7, "*")), ascii(text.ljust(5, "\u20ac")), ascii(text.rjust(4)), ascii(text.zfill(6)), ascii(text.expandtabs(4)))

print("abc".find("", 3), "abc".find("", 4), "abc".rfind("", 1), "".find(""), "abc".count(""), "abc".count("", 4), "abc".index("c", -1))
print("abcabc".find("c", 3, -1), "abcabc".rfind("a", 0, 3), "abcabc".count("bc", 2), "a".find("a", None, None), "abc".find("b", -100, 100))
print("abc".startswith(""), "abc".startswith("", 3), "abc".startswith("", 4), "".startswith(""), "".startswith("", 1), "abc".endswith("bc", 1),
      "abc".endswith("abc", 1), "abc".endswith(("x", "c")), "abc".startswith(()), "abc".startswith("b", 1, 2), "abc".endswith("", 5))
print("aXbX".replace("X", ""), "aaa".replace("a", "bb", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"),
      ascii("a\u20acb".replace("\u20ac", "e")), ascii("abc".replace("b", "\U0001f600")), ascii("\u20aca".replace("a", "\u20ac")), "aaa".replace("aa", "b"),
      "abc".replace("x", "y"), "abc".replace("abc", ""), "a".replace("a", "b", 0), "ab" .replace("ab", "c"))
print("01\t012\t0123\t01234".expandtabs(), "01\t012\t0123\t01234".expandtabs(4), "a\tb\n\tc\rd\te".expandtabs(3), "a\tb".expandtabs(0), "a\tb".expandtabs(-1))
print("-5".zfill(4), "+5".zfill(4), "--5".zfill(5), "".zfill(2), "+".zfill(3), "abc".zfill(-1))
print("abc".center(4), "abc".center(6), "ab".center(5, "*"), "ab".center(4, "*"), "a".center(4, "*"))
print(",".join([]), ",".join(["a"]), ",".join("abc"), "".join(["a", "\u20ac"]).encode("utf-8"), ",".join(x for x in ("p", "q")), "\u20ac".join(["a"]).isascii())
print("prefix-x".removeprefix("prefix-"), "x.suffix".removesuffix(".suffix"), "x".removesuffix(""), "x".removeprefix("xy"))
table = str.maketrans("abc", "xyz", "d")
print("aabbccdde".translate(table), "abc".translate({97: "long", 98: None, 99: 0x20AC}).encode("utf-8"), "abc".translate([None] * 98 + ["!"]))


class Table(dict):
    def __missing__(self, key):
        return chr(key).upper()


print("a-b".translate(Table({97: "*"})), str.maketrans({"a": "b", 5: None}))
