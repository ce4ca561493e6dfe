# messages for the wrong number of arguments of slot wrappers and sorted()


def show(f):
    try:
        print(repr(f()))
    except BaseException as e:
        print(type(e).__name__, e)


show(lambda: {1}.__ior__())
show(lambda: {1}.__iand__())
show(lambda: {1}.__isub__())
show(lambda: [1].__iadd__())
show(lambda: (1).__add__())
show(lambda: (1).__add__(2, 3))
show(lambda: [].__len__(1))
show(lambda: sorted())
show(lambda: sorted([1], 2))
