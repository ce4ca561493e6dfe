# __repr__, __str__, __format__, __bytes__, default representations.
class R:
    def __repr__(self): return "R!"


class S:
    def __str__(self): return "S!"
    def __repr__(self): return "r"


class F:
    def __format__(self, spec): return f"<{spec}>"


class B:
    def __bytes__(self): return b"bytes"


class Bad:
    def __repr__(self): return 5
    __str__ = __format__ = lambda *a: 5
    def __bytes__(self): return "x"


print(R(), str(R()), repr(R()), [R()], f"{R()}", f"{R()!r:>5}", "%s %r" % (R(), R()))
print(S(), [S()], f"{S()} {S()!r}", str(S()), "{} {!r:>4}".format(S(), S()))
print(f"{F():abc}", format(F()), format(F(), "x"), "{:y}".format(F()))
print(bytes(B()))


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


b = Bad()
attempt(lambda: repr(b))
attempt(lambda: str(b))
attempt(lambda: format(b))
attempt(lambda: bytes(b))
attempt(lambda: f"{b}")
attempt(lambda: "%s" % b)
attempt(lambda: format(object(), "x"))
attempt(lambda: format([], ">10"))


class Plain: pass


print(repr(Plain()).startswith("<__main__.Plain object at 0x"), repr(Plain), str(Plain), repr(Plain.__init__))


def func(): pass


print(repr(func).startswith("<function func at 0x"), repr(len), repr(print), repr([].append)[:35])
print(repr(type), repr(int), repr(Plain.mro)[:40], repr(None), repr(...), repr(NotImplemented), repr(ValueError))
print(repr(str.upper), repr(int.__add__), repr((5).__add__)[:40], repr(dict.fromkeys)[:40], repr(property))
print(repr(object.__init__), repr(range), repr(iter([]))[:25], repr(zip())[:15], repr((x for x in ()))[:27])
print(repr(Exception("a", 1)), repr(ValueError()), repr(KeyError("k")), str(KeyError("k")), str(Exception()), str(Exception(1)), str(Exception(1, 2)))
class Sub(str):
    def __str__(self): return "over"
    def __repr__(self): return "sub"
print(str(Sub("x")), [Sub("x")], Sub("x") + "y", f"{Sub('q')}", "%s" % Sub("z"), "".join([Sub("j")]))
