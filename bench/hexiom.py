# tags: search
# A number-placement puzzle on a hexagonal board, solved by constraint propagation and backtracking over candidate sets.
from harness import main


class Board:
    def __init__(self, side):
        self.cells = []
        index = {}
        for q in range(-side + 1, side):
            for r in range(max(-side + 1, -q - side + 1), min(side, -q + side)):
                index[q, r] = len(self.cells)
                self.cells.append((q, r))
        steps = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1))
        self.neighbours = [[index[q + dq, r + dr] for dq, dr in steps if (q + dq, r + dr) in index] for q, r in self.cells]


EMPTY = 7


def consistent(board, candidates, cell):
    """A tile's number must be the count of tiles around it."""
    for i in [cell] + board.neighbours[cell]:
        if len(candidates[i]) != 1:
            continue
        (value,) = candidates[i]
        if value == EMPTY:
            continue
        certain = possible = 0
        for n in board.neighbours[i]:
            other = candidates[n]
            if EMPTY not in other:
                certain += 1
            if len(other) > 1 or EMPTY not in other:
                possible += 1
        if not certain <= value <= possible:
            return False
    return True


def fits_supply(candidates, supply):
    used = {}
    for c in candidates:
        if len(c) == 1:
            (value,) = c
            used[value] = used.get(value, 0) + 1
            if used[value] > supply.get(value, 0):
                return False
    return True


def solve(board, candidates, supply, counter):
    open_cells = [(len(c), -len(board.neighbours[i]), i) for i, c in enumerate(candidates) if len(c) > 1]
    if not open_cells:
        return [min(c) for c in candidates]
    cell = min(open_cells)[2]
    for value in sorted(candidates[cell]):
        counter[0] += 1
        trial = list(candidates)
        trial[cell] = frozenset((value,))
        if fits_supply(trial, supply) and consistent(board, trial, cell):
            found = solve(board, trial, supply, counter)
            if found:
                return found
    return None


def run():
    board = Board(3)
    secret = [EMPTY if (i * 7 + 3) % 5 < 2 else 0 for i in range(len(board.cells))]
    for i, value in enumerate(secret):
        if value != EMPTY:
            secret[i] = sum(1 for n in board.neighbours[i] if secret[n] != EMPTY)
    supply = {}
    for value in secret:
        supply[value] = supply.get(value, 0) + 1
    everything = frozenset(supply)
    counter = [0]
    candidates = [frozenset(v for v in everything if v == EMPTY or v <= len(board.neighbours[i])) for i in range(len(board.cells))]
    answer = solve(board, candidates, supply, counter)
    return "".join("." if v == EMPTY else str(v) for v in answer), counter[0]


main(run, ("1.12.2.2..4233332..", 35147))
