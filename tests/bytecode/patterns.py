# Captures wait in temporaries until the whole pattern has matched.
def match(v):
    match v:
        case 1 | 2.5 | "s" | None | True:
            return 1
        case [a, b]:
            return a, b
        case [first, *_, last]:
            return first
        case {"k": x, **rest}:
            return rest
        case Point(x, y=0) if x > 0:
            return x
        case (A.b as c) | [c]:
            return c
        case _:
            return v
