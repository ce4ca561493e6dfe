# Random operations on lists, dicts, sets, deque-like use and strings, each beside a simple model: both must agree.
class Random:
    def __init__(self, seed): self.s = seed

    def below(self, n):
        self.s = (self.s * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.s >> 16) % n


def checksum(text):
    h = 0
    for ch in text:
        h = (h * 1000003 + ord(ch)) % 2305843009213693951
    return f"{len(text)} {h:x}"


def lists(seed):
    r, l, log = Random(seed), [], []
    for i in range(600):
        op, n = r.below(16), len(l)
        a, b = r.below(n + 3) - 1, r.below(n + 3) - 1
        try:
            match op:
                case 0 | 1 | 2: l.append(i)
                case 3: l.insert(a, i)
                case 4: log.append(l.pop(a))
                case 5: l[a] = -i
                case 6: del l[a]
                case 7: l[a:b] = range(r.below(5))
                case 8: del l[a:b]
                case 9: log.append(l[a:b:r.below(5) - 2])
                case 10: l.reverse()
                case 11: l.extend(l[a:a + 3])
                case 12: log.append((l.index(i // 2), l.count(0)))
                case 13: l.sort(key=lambda x: (x % 7, x), reverse=bool(r.below(2)))
                case 14: l[a::3] = [9] * len(l[a::3])
                case 15: l = (l * 2)[:80]
        except (IndexError, ValueError) as e:
            log.append(str(e))
        log.append((len(l), sum(l)))
    return checksum(repr((l, log)))


def dicts(seed):
    r, d, keys, values, log = Random(seed), {}, [], [], []
    for i in range(3000):
        key = (str, int, lambda k: (k, k % 3), float)[r.below(4)](r.below(60))
        op = r.below(10)
        at = keys.index(key) if key in keys else -1
        if op < 5:
            d[key] = i
            if at < 0:
                keys.append(key)
                values.append(i)
            else:
                values[at] = i
        elif op < 8:
            got = d.pop(key, None)
            want = None
            if at >= 0:
                keys.pop(at)
                want = values.pop(at)
            log.append(got == want)
        elif op == 8:
            log.append(d.get(key) == (values[at] if at >= 0 else None))
        elif r.below(20) == 0:
            d = dict(d)
        elif d and r.below(4) == 0:
            k, v = d.popitem()
            log.append((k, v) == (keys.pop(), values.pop()))
    return all(x for x in log), list(d) == keys, list(d.values()) == values, checksum(repr(d))


def sets(seed):
    r, s, model, log = Random(seed), set(), {}, []
    for i in range(2000):
        v = r.below(100)
        match r.below(8):
            case 0 | 1 | 2:
                s.add(v)
                model[v] = 1
            case 3 | 4:
                s.discard(v)
                model.pop(v, None)
            case 5:
                o = {r.below(100) for _ in range(10)}
                s |= o
                model.update(dict.fromkeys(o))
            case 6:
                o = {r.below(100) for _ in range(30)}
                s -= o
                for x in o:
                    model.pop(x, None)
            case 7: log.append((v in s) == (v in model))
    return all(log), s == set(model), sorted(s) == sorted(model), len(s) == len(model)


def strings(seed):
    r, s, log = Random(seed), "", []
    pieces = ["a", "bc", "é", "€", "😀", " ", "\n", "xyz", "A", "ß", "\t", "123"]
    for i in range(500):
        a, b = r.below(len(s) + 2) - 1, r.below(len(s) + 2) - 1
        p = pieces[r.below(len(pieces))]
        match r.below(14):
            case 0 | 1 | 2: s += p
            case 3: s = s[:a] + p + s[a:]
            case 4: s = s[a:b] or s
            case 5: log.append((s.find(p), s.rfind(p), s.count(p), p in s))
            case 6: log.append(s.replace(p, "<>")[:20])
            case 7: log.append(s.split(p)[:3])
            case 8: log.append((s.upper()[:10], s.lower()[-10:], s.title()[:5]))
            case 9: log.append(s[::-1][:8])
            case 10: log.append(s.encode()[a:b] if s else b"")
            case 11: log.append((s.strip(), s.partition(p), s.startswith(p), s.isascii())[-2:])
            case 12: log.append(sorted(s)[:5] + s.splitlines()[:2] + s.split()[:2])
            case 13: s = s[: r.below(60)]
        log.append((len(s), hash(s) == hash("".join(list(s))), s == "".join(s), s < p))
    return checksum(ascii((s, log)))


for seed in range(6):
    print(lists(seed), *dicts(seed), *sets(seed), strings(seed))
