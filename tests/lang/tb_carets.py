# Which part of the line the carets mark.
import sys


def show(f):
    try:
        f()
    except BaseException as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)


d = {"a": {"b": None}}
lst = [1, 2, 3]
x = 5
none = None


class O:
    attr = None
    def m(self, *a, **k): raise ValueError("m")


o = O()
show(lambda: x + "a" * 2)
show(lambda: (x + 1) * (x / 0) - 3)
show(lambda: d["a"]["b"]["c"])
show(lambda: d["a"]["z"])
show(lambda: lst[10] + 1)
show(lambda: o.attr.nothing)
show(lambda: o.attr())
show(lambda: o.m(1, k=2))
show(lambda: undefined_thing + 1)
show(lambda: -none)
show(lambda: none < 1)
show(lambda: x in none)
show(lambda: 1 + 2 + none + 3)
show(lambda: o.m(
    1,
    2,
))
show(lambda: (x +
              none))
show(lambda: int("abc")  + 1)
show(lambda: [y for y in none])
show(lambda: f"{x} {1 / 0} {x}")
show(lambda: none[0])
show(lambda: {**none})
show(lambda: print(*none))
show(lambda: lst[1:2]["a"])
show(lambda: x.real.foo.bar)
show(lambda: "é€😀" + x + "日本")
show(lambda: "日本語".foo)


def stmt():
    a, b = lst


def stmt2():
    o.attr.x = 5


def stmt3():
    lst[20] = x


def stmt4():
    del d["nope"]


def stmt5():
    for q in none:
        pass


def stmt6():
    with none:
        pass


def stmt7():
    raise ValueError("raised")


def stmt8():
    assert x == 6, "not six"


def stmt9():
    global gone
    del gone


def stmt10():
    import no_such_module_here


def stmt11():
    x.y += 1


def stmt12():
    lst[0] += "a"


def stmt13():
    return \
        x + \
        none


def stmt14():
    raise KeyError


def stmt15():
    from sys import no_such_name_there


def stmt16():
    raise ValueError("multi\nline\nmessage")


def stmt17():
    raise ValueError


def stmt18():
    assert False


def stmt19():
    if x:
        while True:
            return (lambda: 1 / 0)()


def stmt20():
    a = b = x.imag.zip


for i in range(1, 21):
    show(globals()["stmt" if i == 1 else f"stmt{i}"])
