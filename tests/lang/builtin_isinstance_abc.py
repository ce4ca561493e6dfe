# __instancecheck__, __subclasscheck__, __subclasshook__ and abstract classes by hand.
class Meta(type):
    def __instancecheck__(cls, o): print("check", type(o).__name__); return hasattr(o, "quack")
    def __subclasscheck__(cls, c): print("subcheck", c.__name__); return hasattr(c, "quack")


class Duck(metaclass=Meta): pass
class Real: quack = 1


print(isinstance(Real(), Duck), isinstance(5, Duck), issubclass(Real, Duck), issubclass(int, Duck), isinstance(Duck(), Duck))
print(isinstance(Real(), (int, Duck)))
from abc import ABC, abstractmethod, ABCMeta


class Shape(ABC):
    @abstractmethod
    def area(self): ...

    @property
    @abstractmethod
    def name(self): ...

    def describe(self): return f"{self.name} {self.area()}"


class Square(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    name = "square"


class Half(Shape):
    def area(self): return 0


print(Square(3).describe(), Shape.__abstractmethods__ == {"area", "name"}, Half.__abstractmethods__)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(Half)
attempt(Shape)


@Shape.register
class Virtual: pass


print(isinstance(Virtual(), Shape), issubclass(Virtual, Shape), Shape in Virtual.__mro__)


class Hook(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, c):
        return True if hasattr(c, "hooked") else NotImplemented


class Has: hooked = 1


print(isinstance(Has(), Hook), isinstance(5, Hook))
from collections.abc import Iterable, Sized, Hashable, Callable, Sequence, Mapping, Iterator, Container
for t, o in ((Iterable, []), (Iterable, 5), (Sized, "a"), (Hashable, []), (Hashable, ()), (Callable, len), (Sequence, "a"), (Sequence, {}), (Mapping, {}), (Iterator, iter([])), (Container, 5), (Iterable, (x for x in ()))):
    print(t.__name__, type(o).__name__, isinstance(o, t))
