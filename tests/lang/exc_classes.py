# The exception hierarchy: bases, attributes, constructors, str and repr.
import builtins
names = sorted(n for n in dir(builtins) if isinstance(getattr(builtins, n), type) and issubclass(getattr(builtins, n), BaseException))
for n in names:
    c = getattr(builtins, n)
    print(n, c.__name__, [b.__name__ for b in c.__bases__])
print(IOError is OSError, EnvironmentError is OSError)
e = OSError(2, "msg", "file")
print(type(e).__name__, e.errno, e.strerror, e.filename, e.filename2, e.args, str(e))
print(OSError(2, "m", "a", None, "b"), OSError("x"), repr(OSError(1, "p")), type(OSError(13, "x")).__name__, type(OSError(999, "x")).__name__)
for code in (1, 2, 3, 4, 9, 10, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111):
    print(code, type(OSError(code, "x")).__name__, end="; ")
print()
k = KeyError("a b")
print(str(k), repr(k), KeyError(), KeyError(1, 2))
s = StopIteration(5)
print(s.value, StopIteration().value, StopIteration(1, 2).value, SystemExit().code, SystemExit(1, 2).code, SystemExit("x").code)
print(NameError("m", name="n").name, AttributeError("m", name="n", obj=3).obj, ImportError("m", name="n", path="p").path, ModuleNotFoundError("m", name="q").name)
u = UnicodeDecodeError("utf-8", b"\xff\xfe", 0, 1, "bad")
print(u, u.encoding, u.object, u.start, u.end, u.reason)
print(UnicodeDecodeError("ascii", b"abc", 0, 3, "r"), UnicodeEncodeError("ascii", "aé", 1, 2, "r"), UnicodeEncodeError("l", "a\U0001f600c", 1, 3, "r"), UnicodeTranslateError("a\u1234", 1, 2, "r"))
se = SyntaxError("msg", ("f.py", 3, 4, "text", 3, 6))
print(se.msg, se.filename, se.lineno, se.offset, se.text, se.end_lineno, se.end_offset, str(se), SyntaxError("m"), SyntaxError())
for bad in (lambda: UnicodeDecodeError("x"), lambda: UnicodeEncodeError(1, 2, 3, 4, 5), lambda: NameError("x", nope=1), lambda: ValueError(k=1),
            lambda: SyntaxError("m", 5), lambda: SyntaxError("m", (1, 2)), lambda: BaseException(k=1), lambda: ImportError(nope=2), lambda: OSError(k=1)):
    try:
        print(repr(bad()))
    except TypeError as t:
        print(t)


class Custom(Exception):
    def __str__(self): return "custom str"


print(repr(Custom(1)), Custom(1), [Custom()])
e = ValueError(1, 2)
e.args = [3]
print(e.args, e, repr(e))
e.extra = "attr"
print(e.__dict__)
try:
    e.args = 5
except TypeError as t:
    print(t)
print(ValueError("a") == ValueError("a"), isinstance(KeyError(), LookupError), issubclass(BlockingIOError, OSError))
print(repr(ValueError("it's")), repr(ValueError('a"b')), repr(ValueError(None)), repr(ValueError(())), str(ValueError(("a",))))


class WithNew(ValueError):
    def __new__(cls, *a):
        print("new", a)
        return super().__new__(cls, *a)

    def __init__(self, *a):
        print("init", a)


print(WithNew("x").args)
try:
    raise WithNew("y", 2)
except ValueError as w:
    print(w.args)
b = BlockingIOError(11, "x", 5)
print(b.characters_written)
e.__setstate__({"p": 1})
print(e.p, e.__reduce__())
