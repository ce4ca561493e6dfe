# All names of the builtins module exist and are what they should be.
import builtins
names = """abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir
divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list
locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted staticmethod str sum super
tuple type vars zip __import__ __build_class__ __debug__ __name__ __doc__ Ellipsis NotImplemented None True False""".split()
print([n for n in names if not hasattr(builtins, n) and n not in ("None", "True", "False")])
exceptions = [n for n in dir(builtins) if isinstance(getattr(builtins, n), type) and issubclass(getattr(builtins, n), BaseException)]
print(len(exceptions), exceptions[:5])
print(sorted(set(n for n in dir(builtins) if not n.startswith("_")) - set(names) - set(exceptions)))
print(__builtins__ is builtins, builtins.__name__, type(builtins).__name__)
for n in ("abs", "all", "len", "print", "isinstance", "round", "input", "max"):
    print(n, type(getattr(builtins, n)).__name__, getattr(builtins, n).__module__, getattr(builtins, n).__name__)
builtins.added = "added to builtins"
print(added)
del builtins.added
try:
    added
except NameError as e:
    print(e)
print(Ellipsis, NotImplemented, type(exit).__name__, repr(type(Ellipsis)), repr(type(NotImplemented)))
try:
    bool(NotImplemented)
except TypeError as e:
    print(e)
