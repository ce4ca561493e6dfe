"module doc"
# -OO: no docstrings either.
def f():
    "doc"


class C:
    "doc"
    def m(self):
        "doc"
        return "not a docstring"


print(__doc__, f.__doc__, C.__doc__, C.m.__doc__, C().m(), f())
