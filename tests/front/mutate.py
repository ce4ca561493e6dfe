"""Makes wrong programs from right ones, to compare syntax errors with CPython's in bulk.

    mutate.py SEED COUNT FILES... >snippets      COUNT pieces of the files, a few tokens deleted, inserted or swapped
    python3.14 record.py snippets; build/tests/front/test_snippets snippets
"""

import random
import re
import sys

from record import escape

INSERTS = """= == := : , ( ) [ ] { } * ** . if else for in not lambda x 1 "s" f"{x}" is and yield await async def class return
import from as with try except finally while pass del global raise print match case type _ @ -> ... ; ! $ ? <> ~ - None
True assert elif nonlocal break += 0x t"{y}" f"{ } \"\"\" ' b"a" / | \\""".split() + ["\n", "    "]


def pick(files):
    """A few lines of a file, moved to the left margin."""
    try:
        lines = open(random.choice(files), encoding="utf-8").read().split("\n")
    except UnicodeDecodeError:
        return ""
    first = random.randrange(len(lines))
    chunk = lines[first:first + random.choice([1, 1, 2, 3, 5, 8])]
    indent = min((len(line) - len(line.lstrip()) for line in chunk if line.strip()), default=0)
    return "\n".join(line[indent:] for line in chunk)


def mutate(text):
    tokens = re.findall(r"\w+|\s+|\"[^\"\n]*\"|'[^'\n]*'|[^\w\s]", text)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        if not tokens:
            break
        i, how = random.randrange(len(tokens)), random.random()
        if how < 0.35:
            del tokens[i]
        elif how < 0.7:
            tokens.insert(i, random.choice(INSERTS))
        elif how < 0.85:
            tokens[i] = random.choice(INSERTS)
        else:
            j = random.randrange(len(tokens))
            tokens[i], tokens[j] = tokens[j], tokens[i]
    return "".join(tokens) + random.choice(["", "\n"])


if __name__ == "__main__":
    random.seed(int(sys.argv[1]))
    count = int(sys.argv[2])
    while count:
        text = mutate(pick(sys.argv[3:]))
        if "\0" not in text and "\r" not in text and len(text) < 600:
            print("exec" if random.random() < 0.9 else random.choice(["eval", "single", "codeop"]), escape(text))
            count -= 1
