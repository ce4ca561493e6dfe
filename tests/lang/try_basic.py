# try / except / else / finally: matching, order, binding, nesting.
def run(f):
    try:
        print("try", end=" ")
        r = f()
    except ZeroDivisionError as e:
        print("zero:", e, end=" ")
    except (KeyError, IndexError) as e:
        print("lookup:", repr(e), end=" ")
    except LookupError:
        print("other lookup", end=" ")
    except Exception as e:
        print("exception:", type(e).__name__, e, end=" ")
    else:
        print("else", r, end=" ")
    finally:
        print("finally")


run(lambda: 1)
run(lambda: 1 / 0)
run(lambda: {}["k"])
run(lambda: [][0])
run(lambda: "".encode("nope"))
run(lambda: int("x"))
run(lambda: undefined)
try:
    raise KeyError("k")
except KeyError as e:
    pass
try:
    e
except NameError as err:
    print(err)
e = "kept?"
try:
    1 / 0
except ZeroDivisionError as e:
    pass
print("e" in globals())
try:
    try:
        raise ValueError("a")
    except TypeError:
        print("no")
    finally:
        print("inner finally")
except ValueError as x:
    print("outer", x)
try:
    raise ValueError
except ValueError as x:
    print(repr(x), x.args)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise
except ZeroDivisionError as x:
    print("reraised", x)


def noraise():
    raise


try:
    noraise()
except RuntimeError as x:
    print(x)


class Matcher(type):
    def __instancecheck__(cls, o): print("instancecheck"); return True
    def __subclasscheck__(cls, o): print("subclasscheck"); return True


class Fake(Exception, metaclass=Matcher):
    pass


try:
    try:
        raise ValueError
    except Fake:
        print("matched")
except ValueError:
    print("not by metaclass")


def bad(cls):
    try:
        try:
            raise ValueError("orig")
        except cls:
            print("never")
    except TypeError as t:
        print(t, "/", repr(t.__context__))


bad(5)
bad("ValueError")
bad((TypeError, 5))
bad(int)
bad([ValueError])
try:
    raise ValueError
except ():
    print("empty tuple")
except (TypeError, (KeyError,)) if False else ValueError:
    print("expr")
for exc in (5, "text", int, None, object(), [ValueError()]):
    try:
        raise exc
    except TypeError as t:
        print(t)


class NeedsArgs(Exception):
    def __init__(self, a, b): super().__init__(a)


try:
    raise NeedsArgs
except TypeError as t:
    print(t)


def loop():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            1 / (i - 2)
        except ZeroDivisionError:
            print("zero at", i)
            continue
        else:
            print("else", i)
        finally:
            print("fin", i)
    return "out"


print(loop())
try:
    pass
except:
    print("bare")
else:
    print("else")
try:
    1 / 0
except:
    print("bare")
try:
    raise SystemExit(3)
except Exception:
    print("no")
except BaseException as b:
    print(type(b).__name__, b.code)
