# tags: containers
# Dictionaries and sets at work: counting, grouping, graph search, set algebra, tuple keys, ordered updates.
from collections import defaultdict

from harness import main


def numbers(n, seed):
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        yield seed >> 8


def breadth_first(graph, start):
    distance = {start: 0}
    frontier = [start]
    while frontier:
        following = []
        for node in frontier:
            for other in graph[node]:
                if other not in distance:
                    distance[other] = distance[node] + 1
                    following.append(other)
        frontier = following
    return distance


def run():
    counts, groups = {}, defaultdict(list)
    for n in numbers(4000, 1):
        key = n % 257
        counts[key] = counts.get(key, 0) + 1
        groups[n % 31, n % 7].append(n)
    graph = {i: [] for i in range(600)}
    for a in numbers(1500, 2):
        graph[a % 600].append(a // 600 % 600)
    distance = breadth_first(graph, 7)
    evens = {n % 3000 for n in numbers(1500, 3)}
    odds = {n % 3000 for n in numbers(1500, 4)}
    algebra = len(evens & odds), len(evens | odds), len(evens - odds), len(evens ^ odds), evens.isdisjoint(odds)
    merged = {**counts, **{k: -v for k, v in counts.items() if k % 3 == 0}}
    for key in list(merged):
        if merged[key] < 0:
            del merged[key]
    memo = {}

    def collatz(n):
        if n == 1:
            return 0
        if n not in memo:
            memo[n] = 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
        return memo[n]

    longest = max(range(1, 600), key=collatz)
    return len(counts), len(groups), max(distance.values()), len(distance), algebra, sum(merged.values()), longest, len(memo)


main(run, (257, 217, 11, 534, (466, 1912, 726, 1446, False), 2621, 327, 1256))
