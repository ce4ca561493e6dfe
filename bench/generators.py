# tags: generators
# Generators in chains and trees: recursion with yield from, send, pipelines, early close.
from harness import main


class Tree:
    def __init__(self, value, left, right):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def balanced(values):
    if not values:
        return None
    middle = len(values) // 2
    return Tree(values[middle], balanced(values[:middle]), balanced(values[middle + 1:]))


def numbers(start):
    while True:
        yield start
        start += 1


def take(n, source):
    for _ in range(n):
        yield next(source)


def pairs(source):
    previous = next(source)
    for value in source:
        yield previous, value
        previous = value


def running_mean():
    total = count = 0
    mean = None
    while True:
        value = yield mean
        if value is None:
            return count
        total += value
        count += 1
        mean = total / count


def delegating(log):
    log.append((yield from running_mean()))
    yield "done"


def run():
    tree = balanced(list(range(1, 2000)))
    walked = sum(a * b for a, b in pairs(iter(tree)))
    squares = sum(take(3000, (n * n for n in numbers(1) if n % 3)))
    log = []
    mean = delegating(log)
    next(mean)
    for value in take(2000, numbers(10)):
        last = mean.send(value)
    ended = mean.send(None)
    mean.close()
    return walked, squares, last, ended, log


main(run, (2662668000, 20249998500, 1009.5, "done", [2000]))
