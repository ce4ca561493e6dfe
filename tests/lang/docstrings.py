"""Module docstring,

    indented line
  less
"""
# Docstrings: where they count, and that compile-time indentation is cleaned (3.13).
def f():
    """First line.

    Indented by four.
        Indented by eight.
    """


def g():
    "one" " joined"


def h():
    f"not a docstring {1}"


def i():
    b"bytes are not"


def j():
    x = "not first"


class C:
    """Class doc.

       With indentation.
    """
    def m(self):
        '''  leading spaces
        and tabs
        '''


def k():
    r"""raw \n doc"""


def l():
    ("parenthesised",)


def m(): "on the same line"


def n():
    ("in parens")


def o():
    """
    starts on the next line
      deeper
    """


for x in (__doc__, f.__doc__, g.__doc__, h.__doc__, i.__doc__, j.__doc__, C.__doc__, C.m.__doc__, k.__doc__, l.__doc__, m.__doc__, n.__doc__, o.__doc__):
    print(repr(x))
f.__doc__ = "changed"
print(f.__doc__)
C.__doc__ = "class doc changed"
print(C.__doc__)
try:
    int.__doc__ = "x"
except TypeError as e:
    print(e)
del f.__doc__
print(f.__doc__)
print((lambda: 0).__doc__, property(lambda s: 1).__doc__, type("X", (), {"__doc__": "given"}).__doc__, type("Y", (), {}).__doc__)
