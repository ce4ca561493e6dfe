"""What a text is made of: its words by frequency, its longest words, and where chosen words stand.

usage: wordfreq.py FILE [WORD ...]
"""
import sys


def words_of(line):
    """The words of a line, in lower case; an apostrophe or hyphen inside a word belongs to it."""
    word = ""
    for ch in line.lower() + " ":
        if ch.isalpha() or (ch in "'-" and word and not word.endswith("-")):
            word += ch
        elif word:
            yield word.strip("'-")
            word = ""


class Index:
    """Every word of a text with the lines it stands on."""

    def __init__(self, lines):
        self.lines = list(lines)
        self.places = {}
        for number, line in enumerate(self.lines, 1):
            for word in words_of(line):
                self.places.setdefault(word, []).append(number)

    def __len__(self):
        return sum(len(where) for where in self.places.values())

    def most_common(self, n):
        ranked = sorted(self.places.items(), key=lambda item: (-len(item[1]), item[0]))
        return [(word, len(where)) for word, where in ranked[:n]]

    def longest(self, n):
        return sorted(self.places, key=lambda word: (-len(word), word))[:n]

    def concordance(self, word):
        for number in dict.fromkeys(self.places.get(word.lower(), ())):
            yield number, self.lines[number - 1].strip()


def main(path, *chosen):
    with open(path, encoding="utf-8") as file:
        index = Index(file)
    print(f"{path}: {len(index.lines):,} lines, {len(index):,} words, {len(index.places):,} different")
    print("\nmost common")
    top = index.most_common(12)
    for word, count in top:
        bar = "#" * (count * 40 // top[0][1])
        print(f"  {word:<12} {count:>4}  {bar}")
    print("\nlongest")
    print("  " + ", ".join(f"{word} ({len(word)})" for word in index.longest(6)))
    for word in chosen or ["liberty", "laws"]:
        print(f"\n{word!r} stands in")
        for number, line in index.concordance(word):
            print(f"  {number:>4}: {line if len(line) <= 90 else line[:87] + '...'}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__.strip())
    main(*sys.argv[1:])
