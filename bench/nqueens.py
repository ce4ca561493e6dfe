# tags: math, generators
# All placements of eight queens, by permutations and sets, and of nine by bit masks.
from harness import main


def permutations(items, count):
    """Like itertools.permutations, written out: generators and list surgery."""
    indices = list(range(len(items)))
    cycles = list(range(len(items), len(items) - count, -1))
    yield tuple(items[i] for i in indices[:count])
    while True:
        for i in reversed(range(count)):
            cycles[i] -= 1
            if cycles[i] == 0:
                indices[i:] = indices[i + 1:] + indices[i: i + 1]
                cycles[i] = len(items) - i
            else:
                j = len(indices) - cycles[i]
                indices[i], indices[j] = indices[j], indices[i]
                yield tuple(items[i] for i in indices[:count])
                break
        else:
            return


def by_sets(n):
    columns = range(n)
    for placement in permutations(columns, n):
        if n == len({placement[i] + i for i in columns}) == len({placement[i] - i for i in columns}):
            yield placement


def by_masks(n, columns=0, up=0, down=0):
    full = (1 << n) - 1
    if columns == full:
        return 1
    count = 0
    free = full & ~(columns | up | down)
    while free:
        place = free & -free
        free ^= place
        count += by_masks(n, columns | place, (up | place) << 1, (down | place) >> 1)
    return count


main(lambda: (len(list(by_sets(6))), by_masks(7), by_masks(8)), (4, 40, 92))
