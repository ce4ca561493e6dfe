"""Asks CPython 3.14 for the answers in snippets.txt (or a file of the same form): run with it, give it the file's name.

Lines without an answer get one, answers there are written anew.
"""

import ast
import io
import re
import sys
import tokenize
import warnings

FLAGS = {"exec": 0, "eval": 0, "single": 0, "codeop": 0x200 | 0x4000}


def unescape(text):
    raw = re.sub(rb"\\(n|\\|x[0-9a-f]{2})",
                 lambda m: b"\n" if m[1] == b"n" else b"\\" if m[1] == b"\\" else bytes([int(m[1][1:], 16)]),
                 text.encode())
    return raw.decode()


def escape(source):
    return "".join("\\\\" if c == "\\" else "\\n" if c == "\n" else c if c.isprintable() else
                   "".join(f"\\x{b:02x}" for b in c.encode()) for c in source)


def tokens(source, after="; "):
    text = ""
    for t in tokenize.generate_tokens(io.StringIO(source).readline):
        text += f"{t.type} {t.start} {t.end} {t.string!r} {t.line!r}{after}"
    return text


def warnings_of(source):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        compile(source, "<string>", "exec", ast.PyCF_ONLY_AST)
    return "".join(f"{w.lineno}: {w.message}; " for w in caught)


def answer(mode, source):
    if mode == "tokens":
        return tokens(source)
    if mode == "warnings":
        return warnings_of(source)
    try:
        tree = compile(source, "<string>", "single" if mode == "codeop" else mode, FLAGS[mode] | ast.PyCF_ONLY_AST)
        return ast.dump(tree, include_attributes=True)
    except SyntaxError as e:
        text = f"{type(e).__name__}: {e.msg}"
        if e.lineno is not None:
            text += f" ({e.lineno}, {e.offset}, {e.end_lineno}, {e.end_offset}) {e.text!r}"
        return text
    except Exception as e:
        return f"{type(e).__name__}: {e}"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    out = []
    for line in open(sys.argv[1], encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("    "):
            continue
        out.append(line)
        if line and not line.startswith("#"):
            mode, source = line.split(" ", 1)
            out.append("    " + answer(mode, unescape(source)))
    open(sys.argv[1], "w", encoding="utf-8").write("\n".join(out) + "\n")
