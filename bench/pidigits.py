# tags: math, integers
# Digits of pi by a spigot: multiplication and division of ever longer integers.
from harness import main


def digits():
    q, r, t, k, digit, odd = 1, 0, 1, 1, 3, 3
    while True:
        if 4 * q + r - t < digit * t:
            yield digit
            following = 10 * (r - digit * t)
            digit = 10 * (3 * q + r) // t - 10 * digit
            q *= 10
            r = following
        else:
            following = (2 * q + r) * odd
            digit = (q * 7 * k + 2 + r * odd) // (t * odd)
            q *= k
            t *= odd
            odd += 2
            k += 1
            r = following


def run():
    source = digits()
    return "".join(str(next(source)) for _ in range(400))[-20:]


main(run, "21384146951941511609")
