# -O: no assertions, __debug__ is false.
assert False, "not evaluated"
print(__debug__)
if __debug__:
    print("debug")
else:
    print("optimised")


def f():
    "doc kept"
    assert undefined


print(f.__doc__, f())
