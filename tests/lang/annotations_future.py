# from __future__ import annotations: strings instead of values.
from __future__ import annotations


def f(a: int, b: list[int] | None = None, *c: "already a str", d: {'k': [1, 2]}.get("k")) -> x + y * 2: pass


class C:
    a: undefined
    b: (lambda q: q + 1)(2)
    c: not a and b or c
    d: f"x{a!r:>{w}}"
    e: a if b else c
    f: [x for x in y if z]
    g: a[1:2, ..., ::3]
    h: -a ** -b
    i: (a, b, *c)
    j: {**a, 'b': 1}
    k: a < b <= c is not d not in e
    l: (1.0e10, 1j, b'x', 'it''s', None, True)
    m: f(a, *b, c=1, **d)


print(f.__annotations__)
for k, v in C.__annotations__.items():
    print(k, repr(v))
z: some.thing[0] = 1
print(__annotations__)
