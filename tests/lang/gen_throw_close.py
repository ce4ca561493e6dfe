# throw() and close() of generators, finally in generators, GeneratorExit.
def g():
    try:
        while True:
            try:
                x = yield "ready"
                print("got", x)
            except ValueError as e:
                print("caught", e)
                yield "after catch"
    finally:
        print("finally")


it = g()
print(next(it), it.throw(ValueError("v1")), next(it))
print(it.throw(ValueError, "v2") if False else it.throw(ValueError("v2")))
it.close()
it.close()
try:
    next(it)
except StopIteration:
    print("closed")
it = g()
it.close()
print("never started")
it = g()
try:
    it.throw(KeyError("before start"))
except KeyError as e:
    print("out", e)
print(list(it))
it = g()
next(it)
try:
    it.throw(TypeError("through"))
except TypeError as e:
    print("through", e)


def ignore():
    for i in range(2):
        try:
            yield i
        except GeneratorExit:
            print("ignoring")


it = ignore()
next(it)
try:
    it.close()
except RuntimeError as e:
    print(e)
print(list(it))


def ret_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"


it = ret_on_close()
next(it)
print(it.close())


def raise_on_close():
    try:
        yield 1
    finally:
        raise KeyError("from finally")


it = raise_on_close()
next(it)
try:
    it.close()
except KeyError as e:
    print("KeyError", e, type(e.__context__).__name__)


def stop_inside():
    yield 1
    raise StopIteration("bad")


it = stop_inside()
next(it)
try:
    next(it)
except RuntimeError as e:
    print(e, repr(e.__cause__))
for bad in ((5,), (int,), ("x",), (ValueError, ValueError("a")), (None,)):
    it = g()
    next(it)
    try:
        it.throw(*bad[:1])
    except BaseException as e:
        print(type(e).__name__, e)


def swallow():
    try:
        yield 1
    except ValueError:
        pass
    yield 2


it = swallow()
next(it)
print(it.throw(ValueError()))
it = swallow()
next(it)
try:
    it.throw(ValueError)
    next(it)
except StopIteration:
    print("StopIteration")


def ctx():
    try:
        yield 1
    except ValueError as e:
        print("context", repr(e.__context__))
        raise RuntimeError("new") from e


it = ctx()
next(it)
try:
    it.throw(ValueError("orig"))
except RuntimeError as e:
    print(repr(e), repr(e.__cause__))


def exc_state():
    try:
        raise ValueError("inside")
    except ValueError:
        yield 1
        import sys
        print("still handling", repr(sys.exception()))


import sys
it = exc_state()
next(it)
print("outside", sys.exception())
try:
    raise KeyError("outer")
except KeyError:
    list(it)
    print(repr(sys.exception()))
