# return, break and continue through try, finally and with.
def a():
    try:
        return "try"
    finally:
        print("finally a")


def b():
    for i in range(3):
        try:
            if i == 1:
                continue
            if i == 2:
                break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("else")
    return "done"


def c():
    while True:
        try:
            try:
                return "inner"
            finally:
                print("f1")
        finally:
            print("f2")


class Ctx:
    def __init__(self, n): self.n = n
    def __enter__(self): print("enter", self.n); return self
    def __exit__(self, *a): print("exit", self.n, a[0] and a[0].__name__)


def d():
    with Ctx(1):
        for i in range(2):
            with Ctx(2):
                if i == 0:
                    continue
                return "from with"


def e():
    x = 1
    try:
        return x
    finally:
        x = 2


def f():
    lst = []
    try:
        return lst
    finally:
        lst.append("added")


def g():
    try:
        1 / 0
    except ZeroDivisionError:
        return "except"
    else:
        return "else"
    finally:
        print("finally g")


def h():
    try:
        pass
    except ValueError:
        return "except"
    else:
        return "else"
    finally:
        print("finally h")


def nested():
    for i in range(2):
        for j in range(2):
            try:
                if j:
                    break
                print(i, j)
            finally:
                print("f", i, j)
        else:
            print("no")
    try:
        raise ValueError("x")
    except ValueError:
        for k in range(3):
            try:
                if k == 1:
                    break
            finally:
                print("k", k)
    return "end"


for fn in (a, b, c, d, e, f, g, h, nested):
    print(fn.__name__, fn())
