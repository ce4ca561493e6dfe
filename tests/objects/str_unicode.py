# Case mappings and predicates over two planes of Unicode, as checksums a block.
METHODS = ("lower upper title casefold swapcase capitalize isalnum isalpha isascii isdecimal isdigit isidentifier islower "
           "isnumeric isprintable isspace istitle isupper").split()


def checksum(text, total):
    for c in text:
        total = (total * 31 + ord(c)) % 1000000007
    return total


for name in METHODS:
    method = getattr(str, name)
    sums = []
    for block in range(0, 0x20000, 0x2000):
        total = 0
        for code in range(block, block + 0x2000):
            result = method(chr(code))
            if result is True:
                total = (total * 31 + code) % 1000000007
            elif result is not False:
                total = checksum(result, total)
        sums.append(total)
    print(name, sums)

print(ascii("ΑΣ ΣΑ Σ ΑΣΑ Α.Σ Α\u0301Σ ΑΣ\u0301Α".lower()))
print(ascii("ΑΣ ΣΑ".title()), ascii("ΑΣ ΣΑ".capitalize()), ascii("ας".swapcase()))
print(ascii("straße ﬁn ŉ ǆ ǅ Ǆ İ ı".upper()), ascii("straße ﬁn ŉ ǆ ǅ Ǆ İ ı".title()))
print(ascii("STRASSE ẞ İ".lower()), ascii("ẞßﬀ İK".casefold()), ascii("ǆabc ßx".capitalize()))
print("they're bill's 3rd x2y".title(), "Hello World 1A".istitle(), "Hello world".istitle(), "ǅ".istitle())
for text in ("", "a", "A", "1", "²", "½", "٣", "一", "_", "a_1", "1a", "é", "\u0301", "a\u0301", " ", "\u2028", "\x1c", "\xa0", "\u200b", "ª", "𝒳", "\ud800"):
    print(ascii(text), [name[2:] for name in METHODS if name.startswith("is") and getattr(text, name)()])
