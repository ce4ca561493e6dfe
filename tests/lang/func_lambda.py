# Lambdas: arguments of every kind, closures, defaults, nesting.
print((lambda: 1)(), (lambda x: x + 1)(2), (lambda x, y=5: (x, y))(1), (lambda *a, **k: (a, k))(1, 2, z=3))
print((lambda a, /, b, *, c: (a, b, c))(1, b=2, c=3), (lambda *, k=1: k)(), (lambda *a, k: (a, k))(1, k=2))
add = lambda x: lambda y: x + y
print(add(3)(4))
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
print(sorted(["bb", "a", "ccc"], key=lambda s: -len(s)))
print((lambda: (1, 2))(), (lambda x: [x for _ in range(2)])(5), (lambda x: x if x else "none")(0))
print(list(map(lambda x, y: x * y, [1, 2], [3, 4])), list(filter(lambda x: x % 2, range(5))))
print((lambda: 0).__name__, (lambda: 0).__qualname__)
fib = lambda n: n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(15))
print((lambda x: (lambda x: x * 2)(x + 1))(3))
x = "global"
print((lambda: x)(), (lambda x: (lambda: x)())("local"))
print({"k": lambda v: v * 2}["k"](4), (lambda *a: a)(*[1, 2], *[3]), (lambda **k: k)(**{"a": 1}))
g = lambda: ((yield 5), (yield 6))
print(list(g()))
