"""_symtable: the blocks of a program and the flags of their names."""
import _symtable

SOURCE = '''
import os, sys as s
g = 1
def f(a, /, b: int = g, *c, d=2, **e):
    global g
    x = [i for i in a if (w := i)]
    def inner():
        nonlocal x
        x = b
        yield x
    return lambda q: q + x
class C:
    y = g
    def m(self): return __class__, self.__z
    z: int = 3
type A[T] = list[T]
def generic[U: int](v): return (k for k in v)
'''


def show(entry, depth=0):
    print(" " * depth, entry.name, entry.type, entry.lineno, entry.nested, entry.varnames)
    for name, flags in sorted(entry.symbols.items()):
        print(" " * depth, "  ", name, flags)
    for child in entry.children:
        show(child, depth + 4)


show(_symtable.symtable(SOURCE, "f", "exec"))
for args in (("1", "f", "foo"), (5, "f", "exec"), ("a b", "f", "exec"), ("global x; x = 1\nnonlocal y", "f", "exec")):
    try:
        _symtable.symtable(*args)
    except Exception as e:
        print(type(e).__name__, e)
