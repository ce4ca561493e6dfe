# raise from, implicit context, __suppress_context__, with_traceback, add_note.
def chain(e, seen=0):
    out = [repr(e)]
    if e.__cause__ is not None:
        out.append("caused by (%s)" % chain(e.__cause__))
    if e.__context__ is not None:
        out.append("context (%s)%s" % (chain(e.__context__), " suppressed" if e.__suppress_context__ else ""))
    return " ".join(out)


def show(f):
    try:
        f()
    except Exception as e:
        print(chain(e))


def explicit():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("v") from e


def from_none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("v") from None


def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        {}["k"]


def from_class():
    raise ValueError from KeyError


def from_bad():
    raise ValueError from 5


def in_finally():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


def three():
    try:
        try:
            raise ValueError(1)
        except ValueError:
            raise TypeError(2)
    except TypeError:
        raise KeyError(3)


def same():
    try:
        raise ValueError("same")
    except ValueError as e:
        raise e


def same_twice():
    e = ValueError("x")
    try:
        raise e
    except ValueError:
        try:
            raise KeyError("k")
        except KeyError as k:
            raise e from k


def cycle():
    a, b = ValueError("a"), KeyError("b")
    try:
        raise a
    except ValueError:
        try:
            raise b
        except KeyError:
            raise a


def handler_ended():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    raise ValueError("no context")


def in_generator():
    def g():
        try:
            yield
        except KeyError:
            raise ValueError("gen")
    it = g()
    next(it)
    try:
        1 / 0
    except ZeroDivisionError:
        it.throw(KeyError("t"))


for f in (explicit, from_none, implicit, from_class, from_bad, in_finally, three, same, same_twice, cycle, handler_ended, in_generator):
    print(f.__name__, end=": ")
    show(f)
e = ValueError("n")
e.add_note("note 1")
e.add_note("note 2")
print(e.__notes__, e)
for bad in (lambda: e.add_note(5), lambda: setattr(e, "__cause__", 5), lambda: setattr(e, "__context__", 5),
            lambda: setattr(e, "__traceback__", 5), lambda: delattr(e, "__cause__"), lambda: e.with_traceback(5)):
    try:
        bad()
    except TypeError as t:
        print(t)
e.__cause__ = KeyError()
print(e.__suppress_context__, repr(e.__cause__))
e.__cause__ = None
print(e.__suppress_context__)
e.__suppress_context__ = False
try:
    raise e.with_traceback(None)
except ValueError as x:
    print(x is e, x.__traceback__.tb_lineno > 0, x.__traceback__.tb_next)
import sys


def nested():
    try:
        raise ValueError("outer")
    except ValueError:
        print(repr(sys.exception()), sys.exc_info()[0].__name__)
        try:
            raise KeyError("inner")
        except KeyError:
            print(repr(sys.exception()))
        print(repr(sys.exception()))
    print(sys.exception(), sys.exc_info())


nested()
