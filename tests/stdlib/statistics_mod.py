# statistics.
import statistics as s
data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]
print(s.mean(data), s.fmean(data), s.median(data), s.median_low(data), s.median_high(data), s.mode(data), s.multimode("aabbc"), s.pstdev(data), s.stdev(data), s.variance(data), s.pvariance([0, 1, 2, 3]), s.quantiles(data, n=4), s.harmonic_mean([40, 60]), s.geometric_mean([54, 24, 36]), s.median_grouped([1, 2, 2, 3, 4, 4, 4, 4, 4, 5]))
x, y = [1, 2, 3, 4, 5, 6, 7, 8, 9], [9, 8, 7, 6, 5, 4, 3, 2, 2]
print(s.correlation(x, y), s.covariance(x, y), s.linear_regression(x, y), s.mean([1, 2, 3, 4]), s.fmean([1, 2], weights=[3, 1]))
n = s.NormalDist(100, 15)
print(n.cdf(130), n.pdf(100), n.inv_cdf(0.975), n + 5, n * 2, n.zscore(130), s.NormalDist.from_samples(data), n.quantiles(4), n.overlap(s.NormalDist(110, 15)))
from fractions import Fraction as F
print(s.mean([F(1, 2), F(1, 3)]), s.variance([F(1, 2), F(3, 4), F(5, 6)]))
for bad in (lambda: s.mean([]), lambda: s.stdev([1]), lambda: s.mode([]), lambda: s.harmonic_mean([-1]), lambda: s.quantiles([1], n=0)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
