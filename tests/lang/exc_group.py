# Exception groups: construction, split, subgroup, derive, nesting.
g = ExceptionGroup("msg", [ValueError(1), KeyError("k"), ExceptionGroup("inner", [TypeError("t"), ValueError(2)])])
print(g, repr(g), g.message, len(g.exceptions), g.args)
print(repr(g.subgroup(ValueError)), repr(g.subgroup((KeyError, TypeError))), g.subgroup(OSError), g.subgroup(lambda e: isinstance(e, TypeError)))
match, rest = g.split(ValueError)
print(repr(match), repr(rest))
print([repr(x) for x in g.split(OSError)], [repr(x) for x in g.split(Exception)])
print(type(BaseExceptionGroup("m", [ValueError()])).__name__, type(BaseExceptionGroup("m", [KeyboardInterrupt()])).__name__)
print(ExceptionGroup.__mro__[1:3], issubclass(ExceptionGroup, Exception), issubclass(BaseExceptionGroup, Exception))


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: ExceptionGroup("m", []))
attempt(lambda: ExceptionGroup("m", [5]))
attempt(lambda: ExceptionGroup("m", [ValueError]))
attempt(lambda: ExceptionGroup("m", 5))
attempt(lambda: ExceptionGroup(5, [ValueError()]))
attempt(lambda: ExceptionGroup("m"))
attempt(lambda: ExceptionGroup("m", [KeyboardInterrupt()]))
attempt(lambda: ExceptionGroup("m", (ValueError(),)))
attempt(lambda: g.split(5))
attempt(lambda: g.subgroup(int))
attempt(lambda: setattr(g, "message", "x"))


class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup(self.message, excs)


m = MyGroup("mine", [ValueError(1), TypeError(2)])
m.add_note("note")
a, b = m.split(ValueError)
print(type(a).__name__, type(b).__name__, a.__notes__, a.__notes__ is m.__notes__)


class NoDerive(ExceptionGroup):
    pass


print(type(NoDerive("x", [ValueError(), KeyError()]).subgroup(KeyError)).__name__)
m.__cause__ = OSError("c")
print(repr(m.subgroup(TypeError).__cause__))
e = ExceptionGroup("one", [ValueError(1)])
print(str(e), str(ExceptionGroup("two", [ValueError(), ValueError()])), e.split(ValueError)[0] is e, e.subgroup(ValueError) is e)
print(ExceptionGroup[int], g.derive([ValueError(9)]))
excs = [ValueError()]
g2 = ExceptionGroup("m", excs)
excs.append(1)
print(g2.exceptions, g2.args)
print(g.split(lambda e: e is g), g.split(lambda e: isinstance(e, ExceptionGroup) and e.message == "inner"))
