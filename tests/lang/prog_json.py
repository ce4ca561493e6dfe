# A program: a JSON reader and writer.
class JSONError(ValueError):
    def __init__(self, message, pos):
        super().__init__(f"{message} at {pos}")
        self.pos = pos


class Reader:
    def __init__(self, text): self.s, self.i = text, 0

    def error(self, message): raise JSONError(message, self.i)

    def skip(self):
        while self.i < len(self.s) and self.s[self.i] in " \t\r\n":
            self.i += 1

    def peek(self):
        self.skip()
        return self.s[self.i] if self.i < len(self.s) else ""

    def take(self, ch):
        if self.peek() != ch:
            self.error(f"expected {ch!r}")
        self.i += 1

    def value(self):
        match self.peek():
            case "{": return self.object()
            case "[": return self.array()
            case '"': return self.string()
            case c if c and c in "-0123456789": return self.number()
            case _:
                for word, v in (("true", True), ("false", False), ("null", None)):
                    if self.s.startswith(word, self.i):
                        self.i += len(word)
                        return v
                self.error("value expected")

    def object(self):
        out = {}
        self.take("{")
        if self.peek() == "}":
            self.i += 1
            return out
        while True:
            self.skip()
            key = self.string()
            self.take(":")
            out[key] = self.value()
            if self.peek() == ",":
                self.i += 1
                continue
            self.take("}")
            return out

    def array(self):
        out = []
        self.take("[")
        if self.peek() == "]":
            self.i += 1
            return out
        while True:
            out.append(self.value())
            if self.peek() != ",":
                self.take("]")
                return out
            self.i += 1

    def string(self):
        self.take('"')
        parts = []
        while True:
            if self.i >= len(self.s):
                self.error("unterminated string")
            c = self.s[self.i]
            self.i += 1
            if c == '"':
                return "".join(parts)
            if c == "\\":
                e = self.s[self.i]
                self.i += 1
                if e == "u":
                    parts.append(chr(int(self.s[self.i:self.i + 4], 16)))
                    self.i += 4
                else:
                    parts.append({"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}.get(e, e))
            else:
                parts.append(c)

    def number(self):
        start = self.i
        while self.i < len(self.s) and self.s[self.i] in "-+.eE0123456789":
            self.i += 1
        text = self.s[start:self.i]
        try:
            return float(text) if any(c in text for c in ".eE") else int(text)
        except ValueError as e:
            raise JSONError("bad number", start) from e


def loads(text):
    r = Reader(text)
    v = r.value()
    if r.peek():
        r.error("extra data")
    return v


def dumps(v, indent=None, level=0):
    nl = "" if indent is None else "\n" + " " * indent * (level + 1)
    end = "" if indent is None else "\n" + " " * indent * level
    match v:
        case None | True | False: return {None: "null", True: "true", False: "false"}[v]
        case int() | float(): return repr(v)
        case str():
            return '"' + "".join({"\n": "\\n", '"': '\\"', "\\": "\\\\", "\t": "\\t"}.get(c, c if " " <= c < "\x7f" else f"\\u{ord(c):04x}") for c in v) + '"'
        case dict():
            return "{" + ("," if indent else ", ").join(f"{nl}{dumps(str(k))}: {dumps(x, indent, level + 1)}" for k, x in v.items()) + (end if v else "") + "}"
        case list() | tuple():
            return "[" + ("," if indent else ", ").join(nl + dumps(x, indent, level + 1) for x in v) + (end if v else "") + "]"
        case _: raise TypeError(f"cannot write {type(v).__name__}")


doc = '{"name": "Widget \\u00e9\\n", "tags": ["a", "b", []], "size": {"w": 10, "h": -2.5e3}, "ok": true, "none": null, "empty": {}}'
data = loads(doc)
print(data)
print(dumps(data))
print(dumps(data, 2))
print(loads(dumps(data)) == data)
for bad in ("", "{", "[1,]", '{"a" 1}', '"abc', "tru", "1 2", "-", "[1 2]", '{1: 2}', "1e", "nul"):
    try:
        print(loads(bad))
    except JSONError as e:
        print(repr(bad), "->", e, e.pos, repr(e.__cause__))
try:
    dumps({1, 2})
except TypeError as e:
    print(e)
big = loads("[" * 50 + "1" + "]" * 50)
depth = 0
while isinstance(big, list):
    big, depth = big[0], depth + 1
print(depth, big)
