# Private name mangling.
class A:
    __cls = "class var"

    def __init__(self):
        self.__x = 1
        self.__dunder__ = 2
        self._single = 3

    def __priv(self): return self.__x, A.__cls
    def call(self): return self.__priv()

    def local(self):
        __v = 5
        return __v, sorted(locals())

    def kw(self, __k=1): return __k

    def nested(self):
        def f(): return self.__x
        return f(), [self.__x for _ in "a"], (lambda: self.__x)()

    class __Inner:
        def m(self): self.__y = 1; return self.__dict__
    inner = __Inner

    def imp(self):
        import sys as __sys
        return "_A__sys" in locals()

    def glob(self):
        global __g
        __g = 9

    def attr_of_other(self, o): return o.__x

    def deleting(self):
        del self.__x
        return hasattr(self, "_A__x")


a = A()
print(sorted(a.__dict__), a.call(), a.local(), a.nested(), a.kw(_A__k=7), a.inner().m(), A.inner.__name__, a.imp())
a.glob()
print(_A__g, a.deleting())


class _B:
    def m(self):
        self.__x = 1
        return self.__dict__


class __:
    def m(self):
        self.__x = 1
        return self.__dict__


class ___C_:
    def m(self):
        self.__x = 1
        return self.__dict__


print(_B().m(), __().m(), ___C_().m())
try:
    a.attr_of_other(5)
except AttributeError as e:
    print(e)
__outside = 3
print(__outside)


class D:
    def use(self): return __outside
    try:
        v = __outside
    except NameError as e:
        v = str(e)


print(D.v)
try:
    D().use()
except NameError as e:
    print(e)
