# tags: math, float, objects
# The chaos game on a B-spline: vector objects with operators, float arithmetic, a pixel grid.
from harness import main


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vector(self.x - other.x, self.y - other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def length(self):
        return (self.x * self.x + self.y * self.y) ** 0.5


class Spline:
    """A uniform B-spline of degree three, by de Boor's algorithm."""

    def __init__(self, points):
        self.points = points
        n = len(points)
        self.knots = [0, 0, 0] + list(range(n - 2)) + [n - 3] * 3

    def domain(self):
        return self.knots[3], self.knots[-4]

    def at(self, u):
        knots = self.knots
        segment = 3
        while segment < len(self.points) - 1 and knots[segment + 1] <= u:
            segment += 1
        work = self.points[segment - 3: segment + 1]
        for level in range(1, 4):
            for i in range(3, level - 1, -1):
                low = knots[segment - 3 + i]
                span = knots[segment + 1 + i - level] - low
                share = (u - low) / span if span else 0.0
                work[i] = work[i - 1] * (1 - share) + work[i] * share
        return work[3]


class Random:
    """A small congruential generator: the same numbers everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % n


def transform(spline, point, trend, size, thickness):
    start, end = spline.domain()
    u = start + point.x * (end - start)
    base = spline.at(u)
    step = 1 / 50000
    if u + step >= end:
        step = -step
    along = spline.at(u + step) - base
    length = along.length()
    offset = point.y - 0.5
    moved = Vector(base.x + along.y / length * offset * thickness, base.y - along.x / length * offset * thickness)
    moved = moved * (1 / size) + trend
    return Vector(min(max(moved.x, 0.0), 1.0), min(max(moved.y, 0.0), 1.0))


def run():
    splines = [
        Spline([Vector(1.60, 0.30), Vector(1.57, 0.28), Vector(1.32, 1.10), Vector(2.80, 1.16), Vector(0.72, 1.93), Vector(1.90, 2.40)]),
        Spline([Vector(2.80, 0.02), Vector(2.41, 0.20), Vector(2.65, 1.20), Vector(3.10, 1.00), Vector(2.00, 2.00)]),
        Spline([Vector(0.10, 1.60), Vector(0.90, 1.20), Vector(1.70, 2.10), Vector(2.50, 1.30)]),
    ]
    random = Random(1234)
    point = Vector(0.5, 0.5)
    grid = [[0] * 64 for _ in range(64)]
    for _ in range(1500):
        point = transform(splines[random.below(3)], point, Vector(0.02, 0.02), 3.3, 0.25)
        grid[int(point.y * 63)][int(point.x * 63)] += 1
    filled = sum(1 for row in grid for cell in row if cell)
    weighted = sum(x * y * cell for y, row in enumerate(grid) for x, cell in enumerate(row))
    return filled, weighted


main(run, (121, 1507127))
