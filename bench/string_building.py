# tags: strings
# Text assembled and taken apart the ways programs do it: joins, formats, slices, splits, replaces, translation.
from harness import main

TABLE = str.maketrans("aeiou", "AEIOU", "xyz")


def caesar(text, shift):
    out = []
    for c in text:
        if "a" <= c <= "z":
            c = chr((ord(c) - 97 + shift) % 26 + 97)
        out.append(c)
    return "".join(out)


def wrap(text, width):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = line + " " + word if line else word
    lines.append(line)
    return "\n".join(lines)


def run():
    words = ["word%d" % (i * 31 % 97) for i in range(900)]
    text = " ".join(words)
    wrapped = wrap(text, 60)
    table = "".join(f"{i:>5}|{w:<10}|{len(w):^5}|{i / 7:8.3f}\n" for i, w in enumerate(words[:250]))
    coded = caesar(text[:2500], 5)
    growing = ""
    for i in range(1500):
        growing += chr(97 + i % 26)
    vowels = text.translate(TABLE).count("O")
    counts = {}
    for c in wrapped.upper():
        counts[c] = counts.get(c, 0) + 1
    pieces = [line.strip().partition("|")[0] for line in table.splitlines()]
    mixed = text.replace("word", "Größe→")[:4000].title().swapcase()
    same = caesar(coded, 21) == text[:2500]
    return len(wrapped), len(table), same, len(growing), vowels, counts["D"], "".join(pieces)[-6:], len(mixed), growing[::-1][:5]


main(run, (6206, 8000, True, 1500, 900, 900, "248249", 4450, "rqpon"))
