# str with wide characters: mixed widths, surrogates, indexing, comparing, case in full.
a, b, c, d = "abc", "àbc", "€bc", "😀bc"
print([len(x) for x in (a, b, c, d)], [x[0] for x in (a, b, c, d)], (a + b + c + d)[::3], (d + a)[1:], (d + a)[1:].isascii())
print(a < b < c < d, a + d == "abc😀bc", (a * 2 + d).find("😀"), d.replace("😀", "x"), a.replace("a", "😀"), d.count("b"), "😀" in d, "€" in d, d.index("c"))
print("ÀÉ".lower(), "straße".upper(), "ŉ".upper(), "ΑΣ".lower(), "ΑΣ Α".lower(), "ǅ".lower(), "ǅ".upper(), "ﬃ".title(), "İstanbul".lower().encode("unicode_escape"), "ı".upper(), "ß".casefold(), "ΣΊΣΥΦΟΣ".lower(), "ა".upper(), "Ა".lower())
print("é" == "e\u0301", len("e\u0301"), sorted(["é", "e", "z", "a"]), "日本語テキスト"[2:5], "日本 語".split(), "١٢٣".isdigit(), int("١٢٣"), "Ⅷ".isnumeric(), "五".isnumeric())
print(ascii("aé€😀"), "aé€😀".encode("unicode_escape"), "aé€😀".encode("raw_unicode_escape"), "\\u20ac\\x41\\n".encode().decode("unicode_escape"))
print("a\U0010ffff".encode(), b"\xf4\x8f\xbf\xbf".decode(), "\ud83d\ude00" == "😀", len("\ud83d\ude00"), "\ud83d".encode("utf-8", "surrogatepass"), b"\xff\xe9".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape"))
for enc in ("utf-8", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "utf-8-sig", "utf-7"):
    print(enc, "aé😀".encode(enc), "aé😀".encode(enc).decode(enc) == "aé😀")
print("é".encode("cp1252"), b"\x80".decode("cp1252"), "я".encode("koi8-r"), b"\xe9".decode("iso8859-15"))
for bad in (b"\xff", b"\xc3", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"a\xe2\x82", b"\xe2\x28\xa1", b"\x80abc", b"\xf0\x9f\x98"):
    try:
        print(bad.decode())
    except UnicodeDecodeError as e:
        print(e.start, e.end, e.reason, bad.decode("utf-8", "replace"), ascii(bad.decode("utf-8", "backslashreplace")), repr(bad.decode("utf-8", "ignore")))
print([hex(ord(ch)) for ch in "\N{SNOWMAN}\N{GREEK SMALL LETTER ALPHA}\N{CJK UNIFIED IDEOGRAPH-4E00}\N{HANGUL SYLLABLE GA}"])
print("x\u0308".isidentifier(), "ª".isidentifier(), "℘".isidentifier(), "·a".isidentifier(), "a·".isidentifier(), "𝐱".isidentifier())
𝐱𝐲 = 5
print(xy, "ﬁeld".isidentifier())
print("\u2028".isspace(), "\x1f".isspace(), "\u200b".isspace(), "\xa0".isspace(), "\u180e".isspace(), "\x85".isprintable(), "\u00ad".isprintable(), "\ue000".isprintable(), " ".isprintable())
print("{:>6}|{:^6}|{:<6}|".format("é", "日本", "😀"), "%5s|" % "é", "é".center(5, "日"), "日".ljust(3, "😀"), "ａｂｃ".upper(), f"{'é':*^5}")
