# tags: math
# Pancake flipping over all permutations of nine: list slices, indexing and small-integer arithmetic.
from harness import main


def fannkuch(n):
    order = list(range(n))
    count = list(range(n))
    most = checksum = 0
    sign = 1
    while True:
        first = order[0]
        if first:
            flips = 0
            stack = order[:]
            while first:
                stack[: first + 1] = stack[first::-1]
                first = stack[0]
                flips += 1
            if flips > most:
                most = flips
            checksum += sign * flips
        if sign == 1:
            order[0], order[1] = order[1], order[0]
            sign = -1
            continue
        order[1], order[2] = order[2], order[1]
        sign = 1
        i = 2
        while True:
            if count[i]:
                count[i] -= 1
                break
            if i == n - 1:
                return checksum, most
            count[i] = i
            i += 1
            order.insert(i, order.pop(0))


main(lambda: fannkuch(8), (1616, 22))
