"""What CPython 3.14 makes of files, a line each as `ast-dump -d` prints it: name, CRC-32 and length of the tree's or the
error's text. Run with it; names come from standard input, so that

    find LIBRARY -name '*.py' -type f | sort >files
    python3.14 tests/front/digest.py <files >theirs          (with -t: the tokens, for ast-dump -t -d)
    xargs build/ast-dump -d <files >ours; diff theirs ours

shows the files on which the parsers differ.
"""

import sys
import tokenize
import warnings
import zlib

import record


def tokens_of(name):
    try:
        with tokenize.open(name) as file:
            return record.tokens(file.read(), "\n")
    except (SyntaxError, tokenize.TokenError, UnicodeDecodeError) as e:
        return f"{type(e).__name__}: {e}"


def tree_of(name):
    with open(name, "rb") as file:
        return record.answer("exec", file.read())


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    text_of = tokens_of if "-t" in sys.argv else tree_of
    for line in sys.stdin:
        text = text_of(line.strip()).encode("utf-8", "surrogatepass")
        print(line.strip(), f"{zlib.crc32(text):08x}", len(text))
