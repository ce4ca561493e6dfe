# tags: math, search
# Fits the twelve pentominoes into a 5x12 rectangle: exact cover over bit masks, lists and sorting.
from harness import main

SHAPES = {
    "F": "01 02 10 11 21", "I": "00 10 20 30 40", "L": "00 10 20 30 31", "N": "01 11 20 21 30", "P": "00 01 10 11 20",
    "T": "00 01 02 11 21", "U": "00 02 10 11 12", "V": "00 10 20 21 22", "W": "00 10 11 21 22", "X": "01 10 11 12 21",
    "Y": "01 10 11 21 31", "Z": "00 01 11 21 22",
}
ROWS, COLUMNS = 5, 12


def orientations(text):
    cells = [(int(c[0]), int(c[1])) for c in text.split()]
    found = set()
    for _ in range(2):
        for _ in range(4):
            cells = [(x, -y) for y, x in cells]
            top = min(y for y, x in cells)
            left = min(x for y, x in cells)
            found.add(tuple(sorted((y - top, x - left) for y, x in cells)))
        cells = [(y, -x) for y, x in cells]
    return sorted(found)


def placements():
    """For each cell, the masks of the pieces whose first cell (column by column) it is."""
    by_cell = [[] for _ in range(ROWS * COLUMNS)]
    for number, name in enumerate(sorted(SHAPES)):
        for shape in orientations(SHAPES[name]):
            for y in range(ROWS):
                for x in range(COLUMNS):
                    spots = [(y + dy, x + dx) for dy, dx in shape]
                    if all(r < ROWS and c < COLUMNS for r, c in spots):
                        mask = 0
                        for r, c in spots:
                            mask |= 1 << (c * ROWS + r)        # fill the short side first
                        first = (mask & -mask).bit_length() - 1
                        by_cell[first].append((number, mask))
    return by_cell


def solve(by_cell, board, used, budget):
    """Counts solutions until the budget of tried pieces is spent."""
    full = (1 << ROWS * COLUMNS) - 1
    if board == full:
        return 1
    empty = ~board & full
    cell = (empty & -empty).bit_length() - 1
    count = 0
    for number, mask in by_cell[cell]:
        if used >> number & 1 or board & mask:
            continue
        if budget[0] == 0:
            break
        budget[0] -= 1
        count += solve(by_cell, board | mask, used | 1 << number, budget)
    return count


def run():
    by_cell = placements()
    return sum(len(cell) for cell in by_cell), solve(by_cell, 0, 0, [20000])


main(run, (1936, 3))
