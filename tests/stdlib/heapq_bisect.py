# heapq, bisect, queue-less algorithms.
import heapq
import bisect
h = []
for v in (5, 3, 8, 1, 9, 2, 7):
    heapq.heappush(h, v)
print(h, [heapq.heappop(h) for _ in range(len(h))], heapq.nlargest(3, [1, 8, 2, 23, 7, -4]), heapq.nsmallest(2, "hello", key=lambda c: -ord(c)), list(heapq.merge([1, 4, 7], [2, 5], [0, 9])), list(heapq.merge("ca", "db", key=None, reverse=True)))
l = [9, 5, 1, 7]
heapq.heapify(l)
print(l, heapq.heapreplace(l, 0), heapq.heappushpop(l, 4), l)
a = [1, 3, 3, 5, 9]
print(bisect.bisect(a, 3), bisect.bisect_left(a, 3), bisect.bisect_right(a, 10), bisect.bisect(a, 0), bisect.bisect_left([(1, "a"), (5, "b")], 5, key=lambda p: p[0]), bisect.bisect(a, 3, 0, 2))
bisect.insort(a, 4)
bisect.insort_left(a, 3)
print(a, ["FDCBA"[bisect.bisect([60, 70, 80, 90], s)] for s in (33, 99, 77, 70, 89, 90, 100)])
for bad in (lambda: heapq.heappop([]), lambda: bisect.bisect([1], "a"), lambda: heapq.heappush(5, 1), lambda: bisect.bisect([1], 1, -1), lambda: heapq.heapify(())):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
