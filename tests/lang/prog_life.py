# A program: Conway's game of life on sets and on lists.
def step(cells):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = x + dx, y + dy
                    counts[key] = counts.get(key, 0) + 1
    return {c for c, n in counts.items() if n == 3 or n == 2 and c in cells}


def show(cells, w, h):
    for y in range(h):
        print("".join("#" if (x, y) in cells else "." for x in range(w)))
    print()


def parse(text): return {(x, y) for y, line in enumerate(text.split()) for x, c in enumerate(line) if c == "#"}


def step_grid(g):
    h, w = len(g), len(g[0])
    out = [[0] * w for _ in range(h)]
    for y in range(h):
        for x in range(w):
            n = sum(g[(y + dy) % h][(x + dx) % w] for dy in (-1, 0, 1) for dx in (-1, 0, 1)) - g[y][x]
            out[y][x] = 1 if n == 3 or (g[y][x] and n == 2) else 0
    return out


glider = parse(".#. ..# ###")
show(glider, 6, 6)
cells = glider
for _ in range(12):
    cells = step(cells)
show(cells, 6, 6)
print(sorted(cells), {(x + 3, y + 3) for x, y in glider} == cells)
pulsar = parse("..###...###.. ............. #....#.#....# #....#.#....# #....#.#....# ..###...###.. ............. ..###...###.. #....#.#....# #....#.#....# #....#.#....# ............. ..###...###..")
a = step(step(step(pulsar)))
print(len(pulsar), a == pulsar, len(step(pulsar)))
g = [[0] * 16 for _ in range(16)]
for x, y in parse("#...# .###. ..#.. .###."):
    g[y + 5][x + 5] = 1
for gen in range(20):
    g = step_grid(g)
print(sum(map(sum, g)))
for row in g:
    print("".join(".#"[c] for c in row))
