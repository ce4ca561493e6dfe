# Operator precedence and associativity, each against its parenthesised form.
a, b, c, d = 7, 3, 2, 5
checks = [
    (a + b * c, a + (b * c)), (a - b - c, (a - b) - c), (a * b % c, (a * b) % c), (a // b * c, (a // b) * c), (-a ** c, -(a ** c)), (a ** -c, a ** (-c)), (a ** b ** c, a ** (b ** c)),
    (~a & b, (~a) & b), (a << b + c, a << (b + c)), (a & b << c, a & (b << c)), (a | b & c, a | (b & c)), (a ^ b & c, a ^ (b & c)), (a | b ^ c, a | (b ^ c)), (a | b == c, (a | b) == c),
    (not a == b, not (a == b)), (a < b == c, (a < b) and (b == c)), (not a and b, (not a) and b), (a or b and c, a or (b and c)), (a and not b or c, (a and (not b)) or c), (a if b else c or d, a if b else (c or d)),
    (a if b and c else d, a if (b and c) else d), ((lambda: a or b)(), a), (-a.__abs__(), -(a.__abs__())), (a.real ** b, (a.real) ** b), (not a in [b], not (a in [b])), (a in [a] == False, (a in [a]) and ([a] == False)),
    (a + b << c, (a + b) << c), (a > b & c, a > (b & c)), (a - -b, a - (-b)), (a * -b, a * (-b)), (+a - +b, (+a) - (+b)), (a @ b if False else 1, 1), (a / b * c, (a / b) * c), (a % b // c, (a % b) // c), (a >> c << b, (a >> c) << b),
    (not not a, True), (a is not b, not (a is b)), (a not in [b], not (a in [b])), (a and b or c and d, (a and b) or (c and d)), (a if b else c if d else 0, a if b else (c if d else 0)), (2 ** 3 ** 0, 2), ((2 ** 3) ** 2, 64), (-2 ** 2, -4), ((-2) ** 2, 4), (2 ** -1, .5), (-3 // 2, -2), (-(3 // 2), -1), (-7 % 3, 2), (-(7 % 3), -1),
]
for i, (x, y) in enumerate(checks):
    if x != y:
        print("differs", i, x, y)
print(len(checks), "checked")
print([*range(3)] + [4] * 2, (1, 2) + (3,) * 2, "a" + "b" * 3, [1, 2][0] + {"k": 3}["k"] ** 2)
async def f(): return -await g() ** 2, await g() * 3
async def g(): return 2
try:
    f().send(None)
except StopIteration as e:
    print(e.value)
print((lambda x: x if x else -x)(0), (lambda: (yield))() is not None, *[1, 2] if a else [3], sep=",")
x = 1 if 0 else 2, 3
print(x, [y for y in (1, 2) if y if y > 1], {1: 2 if a else 3}, a if a else b, (z := 5) + 1, z)
