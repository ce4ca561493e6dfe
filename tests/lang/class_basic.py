# Classes: bodies, attributes, instances, methods, namespaces.
class Empty:
    pass


print(Empty.__name__, Empty.__bases__, Empty.__mro__, Empty.__doc__, Empty.__module__, type(Empty))


class Point:
    """A point."""
    dims = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def move(self, dx, dy=0):
        self.x += dx
        self.y += dy
        return self

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1)
print(p, p.move(2).move(1, 1), p.__dict__, p.dims, Point.dims, Point.__doc__, p.__class__ is Point)
p.dims = 3
print(p.dims, Point.dims, Point(0).dims)
Point.dims = 4
print(Point(0).dims, p.dims)
del p.dims
print(p.dims)
print(Point.move(p, 5), isinstance(p, Point), issubclass(Point, object))
m = p.move
m(100)
print(p, m.__self__ is p, m.__func__ is Point.move, m.__name__, Point.move.__qualname__)
p.extra = lambda: "instance function"
print(p.extra())
Point.late = lambda self: self.x
print(p.late())


class Body:
    print("in body", __qualname__, __module__)
    a = 1
    b = a + 1
    for i in range(3):
        pass
    if a:
        c = "cond"
    def f(self): return self.a
    g = f
    exec("d = 4")
    names = sorted(k for k in locals() if not k.startswith("__"))


print(Body.b, Body.i, Body.c, Body.d, Body().g(), Body.g.__name__, Body.names)


class Outer:
    class Inner:
        def m(self): return __class__
    def make(self):
        class Local: pass
        return Local


print(Outer.Inner.__qualname__, Outer.Inner().m(), Outer().make().__qualname__)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: p.nope)
attempt(lambda: Point.nope)
attempt(lambda: Point())
attempt(lambda: setattr(5, "x", 1))
attempt(lambda: setattr(object(), "x", 1))
attempt(lambda: object().x)
attempt(lambda: object(1))
attempt(lambda: Empty(1))
attempt(lambda: type("X", (5,), {}))
attempt(lambda: setattr(int, "x", 1))
p.__class__ = Empty
print(type(p) is Empty, p.x)
attempt(lambda: setattr(p, "__class__", int))
attempt(lambda: setattr(p, "__class__", 5))
attempt(lambda: setattr(p, "__dict__", 5))
p.__dict__ = {"q": 1}
print(p.q, vars(p))
T = type("T", (Point,), {"z": 9, "f": lambda self: self.z})
print(T(1), T(1).f(), T.__name__, T.__mro__[1:])
print(Point.__dict__["move"] is Point.move, "move" in dir(p), "move" in dir(Point), hasattr(p, "move"))
