# tags: parse, strings
# A small language from source text to answers: tokenizer, precedence-climbing parser, tree-walking evaluator.
from harness import main

BINARY = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 4, ">": 4, "<=": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6}


def tokenize(source):
    at, n = 0, len(source)
    while at < n:
        c = source[at]
        if c.isspace():
            at += 1
        elif c.isdigit():
            end = at + 1
            while end < n and source[end].isdigit():
                end += 1
            yield "number", int(source[at:end])
            at = end
        elif c.isalpha():
            end = at + 1
            while end < n and source[end].isalnum():
                end += 1
            yield "name", source[at:end]
            at = end
        elif source[at: at + 2] in BINARY or source[at: at + 2] == "=>":
            yield "mark", source[at: at + 2]
            at += 2
        else:
            yield "mark", c
            at += 1
    yield "end", None


class Parser:
    def __init__(self, source):
        self.tokens = tokenize(source)
        self.advance()

    def advance(self):
        self.kind, self.value = next(self.tokens)

    def accept(self, mark):
        if self.kind == "mark" and self.value == mark:
            self.advance()
            return True
        return False

    def expect(self, mark):
        if not self.accept(mark):
            raise SyntaxError(f"expected {mark}, not {self.value}")

    def program(self):
        statements = []
        while self.kind != "end":
            statements.append(self.statement())
        return ("block", statements)

    def block(self):
        self.expect("{")
        statements = []
        while not self.accept("}"):
            statements.append(self.statement())
        return ("block", statements)

    def statement(self):
        if self.kind == "name" and self.value in ("while", "if"):
            word = self.value
            self.advance()
            condition = self.binary(1)
            body = self.block()
            other = None
            if self.kind == "name" and self.value == "else":
                self.advance()
                other = self.block()
            return (word, condition, body, other)
        name = self.value
        self.advance()
        self.expect("=")
        value = self.binary(1)
        self.expect(";")
        return ("set", name, value)

    def binary(self, least):
        left = self.unary()
        while self.kind == "mark" and BINARY.get(self.value, 0) >= least:
            operator = self.value
            self.advance()
            left = ("binary", operator, left, self.binary(BINARY[operator] + 1))
        return left

    def unary(self):
        if self.accept("-"):
            return ("negate", self.unary())
        if self.accept("("):
            inside = self.binary(1)
            self.expect(")")
            return inside
        kind, value = self.kind, self.value
        self.advance()
        return (kind, value)


OPERATIONS = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a // b, "%": lambda a, b: a % b,
    "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "&&": lambda a, b: a and b, "||": lambda a, b: a or b,
}


def evaluate(node, scope):
    match node:
        case ("number", value):
            return value
        case ("name", name):
            return scope[name]
        case ("binary", operator, left, right):
            return OPERATIONS[operator](evaluate(left, scope), evaluate(right, scope))
        case ("negate", inside):
            return -evaluate(inside, scope)
        case ("set", name, value):
            scope[name] = evaluate(value, scope)
        case ("block", statements):
            for statement in statements:
                evaluate(statement, scope)
        case ("if", condition, body, other):
            if evaluate(condition, scope):
                evaluate(body, scope)
            elif other:
                evaluate(other, scope)
        case ("while", condition, body, _):
            while evaluate(condition, scope):
                evaluate(body, scope)


SOURCE = """
n = 2; count = 0; sum = 0;
while n < 60 {
    d = 2; prime = 1;
    while d * d <= n && prime == 1 {
        if n % d == 0 { prime = 0; } else { d = d + 1; }
    }
    if prime == 1 { count = count + 1; sum = sum + n * (n - 1) / 2; } else { sum = sum - -1; }
    n = n + 1;
}
"""


def run():
    for _ in range(3):
        tree = Parser(SOURCE).program()
    scope = {}
    evaluate(tree, scope)
    return scope["count"], scope["sum"]


main(run, (17, 8199))
