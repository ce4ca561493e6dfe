# except*: matching, rest, nesting, raising inside, naked exceptions.
def run(exc, *handlers):
    try:
        try:
            raise exc
        except* ValueError as e:
            print("values:", repr(e))
        except* (KeyError, TypeError) as e:
            print("key or type:", repr(e))
        else:
            print("else")
        finally:
            print("finally")
    except BaseException as left:
        print("left:", repr(left))


run(ValueError(1))
run(ExceptionGroup("g", [ValueError(1), ValueError(2)]))
run(ExceptionGroup("g", [ValueError(1), KeyError(2), TypeError(3)]))
run(ExceptionGroup("g", [ValueError(1), OSError(2), ExceptionGroup("n", [KeyError(3), OSError(4)])]))
run(OSError("naked"))
run(ExceptionGroup("g", [OSError(1)]))
run(KeyboardInterrupt())
run(BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError()]))
try:
    pass
except* ValueError:
    print("no")
else:
    print("else")


def reraise():
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
        except* ValueError:
            raise
        except* TypeError:
            raise KeyError("new")
    except BaseException as e:
        print(repr(e))
        print([repr(x.__context__) for x in e.exceptions])


reraise()


def raise_naked():
    try:
        try:
            raise ValueError("n")
        except* ValueError:
            raise OSError("from handler")
    except Exception as e:
        print(repr(e), repr(e.__context__))


raise_naked()


def bad_types():
    for t in (5, ExceptionGroup, (ValueError, BaseExceptionGroup), [ValueError]):
        try:
            try:
                raise ValueError
            except* t:
                print("no")
        except TypeError as e:
            print(e)


bad_types()


def name_gone():
    try:
        raise ExceptionGroup("g", [ValueError()])
    except* ValueError as e:
        x = e
    try:
        e
    except UnboundLocalError as err:
        print(err)
    return x


print(repr(name_gone()))


def nested():
    try:
        raise ExceptionGroup("outer", [ValueError(1), KeyError(2)])
    except* ValueError:
        try:
            raise ExceptionGroup("inner", [TypeError(3)])
        except* TypeError as e:
            print("inner", repr(e), repr(e.__context__))
    except* KeyError as e:
        print("outer", repr(e))


nested()


def ctrl():
    for i in range(3):
        try:
            if i == 1:
                raise ExceptionGroup("g", [ValueError(i)])
        except* ValueError as e:
            print("loop", i, repr(e.exceptions))
        else:
            print("no error", i)


ctrl()
for src in ("try: pass\nexcept* ValueError: pass\nexcept TypeError: pass", "try: pass\nexcept*: pass",
            "for i in x:\n try: pass\n except* ValueError: break", "def f():\n try: pass\n except* ValueError: return",
            "for i in x:\n try: pass\n except* ValueError: continue"):
    try:
        compile(src, "s", "exec")
    except SyntaxError as e:
        print(e.msg)
import sys
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError:
    print(repr(sys.exception()))
except* TypeError:
    print(repr(sys.exception()))
print(sys.exception())
