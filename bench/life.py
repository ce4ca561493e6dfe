# tags: containers, math
# Conway's game of life twice: on a set of cells and on a grid of lists.
from harness import main


def step_set(cells):
    counts = {}
    for y, x in cells:
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                if dy or dx:
                    spot = y + dy, x + dx
                    counts[spot] = counts.get(spot, 0) + 1
    return {spot for spot, n in counts.items() if n == 3 or (n == 2 and spot in cells)}


def step_grid(grid):
    size = len(grid)
    out = []
    for y in range(size):
        above, row, below = grid[y - 1], grid[y], grid[(y + 1) % size]
        new = []
        for x in range(size):
            left, right = x - 1, (x + 1) % size
            n = above[left] + above[x] + above[right] + row[left] + row[right] + below[left] + below[x] + below[right]
            new.append(1 if n == 3 or (n == 2 and row[x]) else 0)
        out.append(new)
    return out


def run():
    acorn = {(0, 1), (1, 3), (2, 0), (2, 1), (2, 4), (2, 5), (2, 6)}
    cells = acorn
    for _ in range(40):
        cells = step_set(cells)
    grid = [[0] * 40 for _ in range(40)]
    for y, x in acorn:
        grid[y + 18][x + 16] = 1
    for _ in range(15):
        grid = step_grid(grid)
    return len(cells), sum(map(sum, grid))


main(run, (96, 24))
