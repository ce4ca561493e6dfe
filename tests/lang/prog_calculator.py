# A program: tokeniser, recursive-descent parser and evaluator of arithmetic.
class Token:
    def __init__(self, kind, value): self.kind, self.value = kind, value
    def __repr__(self): return f"{self.kind}:{self.value}"


def tokenize(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            yield Token("num", float(text[i:j]) if "." in text[i:j] else int(text[i:j]))
            i = j
        elif c.isalpha():
            j = i
            while j < len(text) and text[j].isalnum():
                j += 1
            yield Token("name", text[i:j])
            i = j
        elif text[i:i + 2] == "**":
            yield Token("op", "**")
            i += 2
        elif c in "+-*/%(),=":
            yield Token("op", c)
            i += 1
        else:
            raise SyntaxError(f"unexpected {c!r} at {i}")
    yield Token("end", None)


class Parser:
    LEVELS = [("+", "-"), ("*", "/", "%")]

    def __init__(self, text, env):
        self.tokens = list(tokenize(text))
        self.pos = 0
        self.env = env

    @property
    def tok(self): return self.tokens[self.pos]

    def accept(self, *values):
        if self.tok.kind == "op" and self.tok.value in values:
            self.pos += 1
            return self.tokens[self.pos - 1].value

    def expect(self, value):
        if not self.accept(value):
            raise SyntaxError(f"expected {value!r}, got {self.tok}")

    def statement(self):
        if self.tok.kind == "name" and self.tokens[self.pos + 1].value == "=":
            name = self.tok.value
            self.pos += 2
            self.env[name] = self.binary(0)
            result = self.env[name]
        else:
            result = self.binary(0)
        if self.tok.kind != "end":
            raise SyntaxError(f"trailing {self.tok}")
        return result

    def binary(self, level):
        if level == len(self.LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while op := self.accept(*self.LEVELS[level]):
            right = self.binary(level + 1)
            match op:
                case "+": left += right
                case "-": left -= right
                case "*": left *= right
                case "/": left /= right
                case "%": left %= right
        return left

    def unary(self):
        if self.accept("-"):
            return -self.unary()
        if self.accept("+"):
            return self.unary()
        return self.power()

    def power(self):
        base = self.atom()
        return base ** self.unary() if self.accept("**") else base

    def atom(self):
        if self.accept("("):
            v = self.binary(0)
            self.expect(")")
            return v
        t = self.tok
        self.pos += 1
        match t.kind:
            case "num":
                return t.value
            case "name" if self.accept("("):
                args = []
                if not self.accept(")"):
                    args.append(self.binary(0))
                    while self.accept(","):
                        args.append(self.binary(0))
                    self.expect(")")
                return self.env[t.value](*args)
            case "name":
                return self.env[t.value]
        raise SyntaxError(f"unexpected {t}")


env = {"max": max, "abs": abs, "sum": lambda *a: sum(a), "pi": 3.14159}
for line in ("1 + 2 * 3", "(1 + 2) * 3", "-2 ** 2", "2 ** 3 ** 2", "2 ** -1", "x = 10", "y = x * 2 + 1", "max(x, y, 5) % 4", "sum(1, 2, abs(-3))", "pi * 2", "10 / 4", "1 +", "2 $ 3", "nope + 1", "1 / 0", "(1", "1 2", "max()", "sum()"):
    try:
        print(line, "=", Parser(line, env).statement())
    except Exception as e:
        print(line, "->", type(e).__name__, e)
