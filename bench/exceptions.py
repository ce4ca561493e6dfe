# tags: exceptions
# Raising and handling at different depths: custom classes, finally, chaining, suppression, errors as control flow.
from harness import main


class ParseError(Exception):
    def __init__(self, message, line):
        super().__init__(message, line)
        self.line = line


class MissingKey(ParseError, KeyError):
    pass


class Suppressing:
    def __init__(self, *kinds):
        self.kinds = kinds
        self.count = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if kind is not None and issubclass(kind, self.kinds):
            self.count += 1
            return True
        return False


def dig(depth, line):
    if depth:
        try:
            return dig(depth - 1, line) + 1
        finally:
            TRACE[depth] += 1
    if line % 4 == 0:
        raise ParseError("bad", line)
    if line % 4 == 1:
        raise MissingKey("none", line)
    if line % 4 == 2:
        return int("seven")
    return {}[line] if line % 8 == 3 else 0


TRACE = [0] * 8


def run():
    for i in range(8):
        TRACE[i] = 0
    kinds = {}
    lines = 0
    for line in range(1500):
        try:
            dig(line % 6, line)
        except MissingKey as error:
            kinds["missing"] = kinds.get("missing", 0) + 1
            lines += error.line
        except ParseError as error:
            try:
                raise RuntimeError("while handling") from error
            except RuntimeError as outer:
                lines += outer.__cause__.line
        except (ValueError, TypeError):
            kinds["value"] = kinds.get("value", 0) + 1
        except LookupError as error:
            kinds[type(error).__name__] = kinds.get(type(error).__name__, 0) + 1
        else:
            kinds["none"] = kinds.get("none", 0) + 1
    guard = Suppressing(ZeroDivisionError, IndexError)
    for i in range(1500):
        with guard:
            1 // (i % 3)
            [][i]
    return lines, sorted(kinds.items()), TRACE[1:6], guard.count


ANSWER = (561375, [("KeyError", 188), ("missing", 375), ("none", 187), ("value", 375)], [1250, 1000, 750, 500, 250], 1500)
main(run, ANSWER)
