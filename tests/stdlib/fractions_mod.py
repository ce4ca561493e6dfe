# fractions.
from fractions import Fraction as F
print(F(3, 6), F("1.25"), F("-7/21"), F(0.5), F(1, 3) + F(1, 6), F(1, 3) * 3, F(2, 3) ** 3, F(2, 3) ** -2, F(7, 2) // 1, F(7, 2) % 1, divmod(F(7, 2), F(2, 3)), -F(1, 2), abs(F(-1, 2)), F(1, 3) < F(1, 2), F(1, 2) == 0.5, hash(F(2)) == hash(2))
print(F(3.14159).limit_denominator(1000), F("3.14159265358979").limit_denominator(), round(F(7, 3), 2), int(F(7, 3)), float(F(1, 3)), F(5, 2).__round__(), F(1, 3).numerator, repr(F(1, 3)), f"{F(1, 3):.5f} {F(12345, 10):,.1f} {F(1, 7):e}", F.from_decimal.__name__)
h = sum((F(1, n) for n in range(1, 31)), F(0))
print(h, float(h), sorted([F(1, 2), F(1, 3), F(2, 3)]), F(1, 2) + 1, F(1, 2) + 0.5, 1 / F(3, 4), F(1, 2) ** 0.5, F(4) ** F(1, 2), max(F(1, 2), F(2, 3)), bool(F(0)))
for bad in (lambda: F(1, 0), lambda: F("x"), lambda: F(1.5, 2), lambda: F(1, 2) + "a", lambda: F(float("nan")), lambda: F(float("inf"))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
