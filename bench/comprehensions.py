# tags: containers, functions
# List, set and dict comprehensions and generator expressions over records, as reports are written.
from harness import main


class Sale:
    def __init__(self, n):
        self.region = ("north", "south", "east", "west")[n * 7 % 4]
        self.product = "p%02d" % (n * 13 % 29)
        self.amount = n * 37 % 101
        self.returned = n % 11 == 0


SALES = [Sale(n) for n in range(1500)]


def report(sales):
    kept = [s for s in sales if not s.returned and s.amount > 10]
    products = {s.product for s in kept}
    totals = {p: sum(s.amount for s in kept if s.product == p) for p in sorted(products)[:6]}
    by_region = {r: [s.amount for s in kept if s.region == r] for r in ("north", "south", "east", "west")}
    best = {r: max(amounts) for r, amounts in by_region.items() if amounts}
    matrix = [[row * column % 7 for column in range(20)] for row in range(20)]
    transposed = [[row[i] for row in matrix] for i in range(20)]
    flat = [x for row in transposed for x in row if x]
    anyone = any(s.amount == 99 for s in kept), all(a >= 10 for s in kept for a in (s.amount,))
    return len(kept), len(products), sum(totals.values()), sorted(best.items()), sum(flat), anyone


ANSWER = (1216, 29, 14036, [("east", 100), ("north", 100), ("south", 100), ("west", 100)], 1009, (True, True))
main(lambda: report(SALES), ANSWER)
