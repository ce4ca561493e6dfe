"""Compiles every Python file below a folder and holds what is refused to a recorded list.

usage: library.py FOLDER REFUSED.tsv

REFUSED.tsv: path, exception, message, line, separated by tabs: the only files that CPython 3.14 refuses.
Prints the seconds that compile() took, last.
"""
import os
import sys
import time
import warnings


def python_files(root):
    for folder, subfolders, names in os.walk(root):
        subfolders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(".py") and os.path.exists(path):  # the package has a link to nowhere
                yield path


def refusal(data, path):
    """What compile() says against it, or None."""
    try:
        compile(data, path, "exec", dont_inherit=True)
    except SyntaxError as e:
        return type(e).__name__, e.msg, str(e.lineno)
    except Exception as e:
        return type(e).__name__, str(e), "None"


def main(root, recorded):
    warnings.simplefilter("ignore")
    with open(recorded, encoding="utf-8") as file:
        expected = {path: tuple(rest) for path, *rest in (line.rstrip("\n").split("\t") for line in file)}
    count = size = wrong = 0
    seconds = 0.0
    for path in python_files(root):
        with open(path, "rb") as file:
            data = file.read()
        start = time.perf_counter()
        got = refusal(data, path)
        seconds += time.perf_counter() - start
        count += 1
        size += len(data)
        name = os.path.relpath(path, root)
        if got != expected.get(name):
            wrong += 1
            print(f"{name}: {got or 'accepted'}, not {expected.get(name) or 'accepted'}")
    print(f"{count} files, {size / 1e6:.1f} MB, {wrong} judged otherwise than by CPython, {seconds:.2f} s")
    return 1 if wrong or not count else 0


sys.exit(main(*sys.argv[1:]))
