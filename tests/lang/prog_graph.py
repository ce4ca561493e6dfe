# A program: graphs. Dijkstra, topological order, components, flood fill, minimum spanning tree.
class Heap:
    def __init__(self): self.a = []
    def __len__(self): return len(self.a)

    def push(self, item):
        a = self.a
        a.append(item)
        i = len(a) - 1
        while i and a[i] < a[(i - 1) // 2]:
            a[i], a[(i - 1) // 2] = a[(i - 1) // 2], a[i]
            i = (i - 1) // 2

    def pop(self):
        a = self.a
        top, last = a[0], a.pop()
        if a:
            a[0] = last
            i = 0
            while True:
                k = 2 * i + 1
                if k >= len(a):
                    break
                if k + 1 < len(a) and a[k + 1] < a[k]:
                    k += 1
                if a[i] <= a[k]:
                    break
                a[i], a[k] = a[k], a[i]
                i = k
        return top


def dijkstra(graph, start):
    dist, prev, heap = {start: 0}, {}, Heap()
    heap.push((0, start))
    while heap:
        d, u = heap.pop()
        if d > dist[u]:
            continue
        for v, w in graph.get(u, {}).items():
            if d + w < dist.get(v, float("inf")):
                dist[v], prev[v] = d + w, u
                heap.push((d + w, v))
    return dist, prev


def path(prev, end):
    out = [end]
    while out[-1] in prev:
        out.append(prev[out[-1]])
    return out[::-1]


edges = [("a", "b", 7), ("a", "c", 9), ("a", "f", 14), ("b", "c", 10), ("b", "d", 15), ("c", "d", 11), ("c", "f", 2), ("d", "e", 6), ("e", "f", 9)]
graph = {}
for u, v, w in edges:
    graph.setdefault(u, {})[v] = w
    graph.setdefault(v, {})[u] = w
dist, prev = dijkstra(graph, "a")
print(dist, "->".join(path(prev, "e")))


def topo(deps):
    order, state = [], {}

    def visit(n, stack=()):
        if state.get(n) == "done":
            return
        if state.get(n) == "open":
            raise ValueError("cycle: " + " ".join((*stack, n)))
        state[n] = "open"
        for d in sorted(deps.get(n, ())):
            visit(d, (*stack, n))
        state[n] = "done"
        order.append(n)
    for n in sorted(deps):
        visit(n)
    return order


print(topo({"shirt": ["tie", "belt"], "tie": ["jacket"], "trousers": ["shoes", "belt"], "belt": ["jacket"], "socks": ["shoes"], "jacket": [], "shoes": []}))
try:
    topo({"a": ["b"], "b": ["c"], "c": ["a"]})
except ValueError as e:
    print(e)


class DisjointSet:
    def __init__(self): self.parent = {}

    def find(self, x):
        p = self.parent.setdefault(x, x)
        if p != x:
            p = self.parent[x] = self.find(p)
        return p

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        self.parent[a] = b
        return a != b


ds = DisjointSet()
mst = [(u, v, w) for u, v, w in sorted(edges, key=lambda e: e[2]) if ds.union(u, v)]
print(mst, sum(w for *_, w in mst))
maze = """
#########
#s..#...#
#.#.#.#.#
#.#...#e#
#########
""".split()


def solve(maze):
    cells = {(x, y): c for y, row in enumerate(maze) for x, c in enumerate(row)}
    start = next(p for p, c in cells.items() if c == "s")
    queue, seen = [start], {start: None}
    for x, y in queue:
        if cells[x, y] == "e":
            p, out = (x, y), []
            while p:
                out.append(p)
                p = seen[p]
            return out[::-1]
        for dx, dy in (1, 0), (0, 1), (-1, 0), (0, -1):
            q = x + dx, y + dy
            if cells.get(q, "#") != "#" and q not in seen:
                seen[q] = (x, y)
                queue.append(q)


print(len(solve(maze)), solve(maze)[:5])
h = Heap()
n = 12345
for _ in range(500):
    n = (n * 1103515245 + 12345) % 2 ** 31
    h.push(n)
out = [h.pop() for _ in range(len(h))]
print(out == sorted(out), out[0], out[-1])


def floyd(n, w):
    d = [[w.get((i, j), 0 if i == j else 10 ** 9) for j in range(n)] for i in range(n)]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d


print(floyd(4, {(0, 1): 3, (1, 2): -2, (2, 3): 2, (3, 0): 1, (0, 3): 8}))
