# finally: runs always, may override, sees the exception state.
import sys


def override_return():
    try:
        return "try"
    finally:
        print("in finally")


def exception_then_finally():
    try:
        try:
            raise ValueError("v")
        finally:
            print("cleanup", repr(sys.exception()))
    except ValueError as e:
        return "caught %s" % e


def else_raises():
    try:
        try:
            pass
        except KeyError:
            print("no")
        else:
            raise KeyError("from else")
        finally:
            print("fin")
    except KeyError as e:
        return repr(e)


def except_raises():
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise KeyError("new")
        finally:
            print("fin after except", repr(sys.exception()))
    except KeyError as e:
        return repr(e.__context__)


def deep():
    order = []
    try:
        try:
            try:
                order.append(1)
                raise ValueError
            finally:
                order.append(2)
        finally:
            order.append(3)
    except ValueError:
        order.append(4)
    finally:
        order.append(5)
    return order


def finally_in_loop():
    out = []
    for i in range(3):
        try:
            out.append(i)
        finally:
            out.append("f")
    else:
        out.append("else")
    return out


def gen():
    try:
        yield 1
        yield 2
    finally:
        print("gen finally")


def use_gen():
    for v in gen():
        return v


def var_state():
    x = 1
    try:
        x = 2
        raise ValueError
    except ValueError:
        x += 10
    finally:
        x *= 2
    return x


def finally_try():
    try:
        raise ValueError("first")
    finally:
        try:
            raise KeyError("second")
        except KeyError as e:
            print("inside finally", repr(e), repr(e.__context__))


def run_all():
    for f in (override_return, exception_then_finally, else_raises, except_raises, deep, finally_in_loop, var_state):
        print(f.__name__, f())
    try:
        finally_try()
    except ValueError as e:
        print("still", e)
    g = gen()
    print(next(g))
    g.close()


run_all()


def nested_return():
    def inner():
        try:
            return 1
        finally:
            print("inner")
    try:
        return inner() + 1
    finally:
        print("outer")


print(nested_return())


def unbound_in_finally():
    try:
        1 / 0
        y = 1
    except ZeroDivisionError:
        pass
    finally:
        try:
            print(y)
        except UnboundLocalError as e:
            print(e)


unbound_in_finally()
