# _pydecimal: a thousand digits of pi, and contexts, rounding, formatting.
import _pydecimal as decimal
from _pydecimal import Decimal as D, getcontext, localcontext


def pi(digits):
    """Machin's formula, in integers scaled by a power of ten kept as Decimal."""
    getcontext().prec = digits + 10

    def arctan_inv(x):
        x = D(x)
        term = total = 1 / x
        n, square, sign = 1, x * x, 1
        limit = D(10) ** -(digits + 8)
        while abs(term) > limit:
            term /= square
            n += 2
            sign = -sign
            total += sign * term / n
        return total
    value = 4 * (4 * arctan_inv(5) - arctan_inv(239))
    getcontext().prec = digits + 1
    return +value


text = str(pi(1000))
for i in range(0, len(text), 100):
    print(text[i:i + 100])
getcontext().prec = 28
print(D("0.1") + D("0.2"), D(1) / D(3), D("1.10").quantize(D("0.1")), D(2).sqrt(), D(10).ln(), D("1e3").normalize(), D(1).exp(), D("123.456").to_eng_string())
for mode in sorted(m for m in dir(decimal) if m.startswith("ROUND_")):
    print(mode, [str(D(x).quantize(D("1"), rounding=getattr(decimal, mode))) for x in ("2.5", "-2.5", "2.4", "-2.6", "3.5")])
with localcontext() as ctx:
    ctx.prec = 5
    print(D(1) / D(7), ctx.flags[decimal.Inexact])
print(f"{D('1234567.891'):,.2f} {D('0.00001234'):e} {D('-5'):+08.1f}", D("NaN"), D("-Infinity"), D("sNaN").is_snan(), D(5).compare(D(7)), D("1.50") == D("1.5"), hash(D(5)) == hash(5), sorted([D(3), D("1.5"), D(2)]), sum([D("0.1")] * 3), max(D(1), D(2)))
for bad in (lambda: D(1) / D(0), lambda: D("x"), lambda: D("Infinity") - D("Infinity"), lambda: D(-1).sqrt(), lambda: D("1e999999") * D("1e999999")):
    try:
        print(bad())
    except decimal.DecimalException as e:
        print(type(e).__name__)
