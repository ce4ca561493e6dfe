# The test of a loop stands at the bottom; for loops store into their variable; items unpack into variables.
def while_loop(n):
    i = s = 0
    while i < n and s >= 0:
        s += i
        i += 1
        if s == 7:
            continue
        if s > 100:
            break
    else:
        s = -1
    return s


def for_loop(n):
    s = 0
    for i in range(n):
        s += i
    for k, v in n.items():
        s += v
    for x in [1, 2, 3]:
        s -= x
    return s


def nested(rows):
    for row in rows:
        for n.a, n[0] in row:
            if n: break
        else:
            continue
        return row
