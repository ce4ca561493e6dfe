# A program: text work. Wrapping, columns, run lengths, Caesar, anagrams, Roman numerals, word counts.
text = """The quick brown fox jumps over the lazy dog. Pack my box with five dozen liquor jugs!
How vexingly quick daft zebras jump; sphinx of black quartz, judge my vow."""


def wrap(text, width):
    line = []
    for word in text.split():
        if line and sum(map(len, line)) + len(line) + len(word) > width:
            yield " ".join(line)
            line = []
        line.append(word)
    if line:
        yield " ".join(line)


for l in wrap(text, 30):
    print(f"|{l:<30}|{l:>30}|{l:^30}|")
words = "".join(c if c.isalpha() else " " for c in text.lower()).split()
counts = {}
for w in words:
    counts[w] = counts.get(w, 0) + 1
for w, n in sorted(counts.items(), key=lambda p: (-p[1], p[0]))[:6]:
    print(f"{w:.<12}{n:.>4}")
letters = {}
for c in text.lower():
    if c.isalpha():
        letters[c] = letters.get(c, 0) + 1
print("".join(sorted(letters, key=lambda c: (-letters[c], c))), len(letters) == 26)


def rle(s):
    out = []
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append(f"{j - i if j - i > 1 else ''}{s[i]}")
        i = j
    return "".join(out)


def unrle(s):
    out, n = "", ""
    for c in s:
        if c.isdigit():
            n += c
        else:
            out += c * int(n or 1)
            n = ""
    return out


print(rle("wwwwbbbaaaaaxyz"), unrle(rle("wwwwbbbaaaaaxyz")))


def caesar(s, k):
    return "".join(chr((ord(c) - b + k) % 26 + b) if c.isalpha() and (b := ord("a" if c.islower() else "A")) else c for c in s)


print(caesar("Hello, World!", 3), caesar(caesar("Hello, World!", 3), -3))
groups = {}
for w in "listen silent enlist google elgoog abc cab bca xyz".split():
    groups.setdefault("".join(sorted(w)), []).append(w)
print([g for g in groups.values() if len(g) > 1])


def roman(n):
    out = ""
    for v, s in (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"):
        while n >= v:
            out += s
            n -= v
    return out


def unroman(s):
    v = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    return sum(-v[a] if v[a] < v.get(b, 0) else v[a] for a, b in zip(s, s[1:] + " "))


print([roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2024)], all(unroman(roman(n)) == n for n in range(1, 2000)))
table = [("name", "qty", "price"), ("apple", 3, 1.5), ("watermelon", 12, 0.25), ("fig", 100, 10)]
widths = [max(len(str(r[i])) for r in table) for i in range(3)]
for i, row in enumerate(table):
    print(" | ".join(f"{c:{'>' if i and j else '<'}{w}}" for j, (c, w) in enumerate(zip(row, widths))))
    if i == 0:
        print("-+-".join("-" * w for w in widths))


def lcs(a, b):
    d = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            d[i + 1][j + 1] = d[i][j] + 1 if x == y else max(d[i][j + 1], d[i + 1][j])
    i, j, out = len(a), len(b), []
    while i and j:
        if a[i - 1] == b[j - 1]:
            out.append(a[i - 1])
            i, j = i - 1, j - 1
        elif d[i - 1][j] >= d[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(out))


def levenshtein(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        prev, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            prev, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, prev + (x != y))
    return row[-1]


print(lcs("nematode knowledge", "empty bottle"), levenshtein("kitten", "sitting"), levenshtein("flaw", "lawn"), levenshtein("", "abc"))
print("".join(reversed("racecar")) == "racecar", [w for w in words if w == w[::-1]], " ".join(w[::-1] for w in words[:4]), text.title()[:40], text.swapcase()[:20])
print("\n".join(f"{n:3} {n:08b} {n:#x} {chr(n)!r}" for n in range(60, 66)))
