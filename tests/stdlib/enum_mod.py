# enum.
from enum import Enum, IntEnum, Flag, IntFlag, StrEnum, auto, unique, property as eprop, member, nonmember
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    @property
    def pretty(self): return self.name.title()
    @classmethod
    def default(cls): return cls.RED
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], list(Color), Color.CRIMSON is Color.RED, len(Color), Color.RED.pretty, Color.default(), Color.RED in Color, 1 in Color, isinstance(Color.RED, Color), Color.__members__.keys(), Color.RED == 1, hash(Color.RED) == hash(Color.RED), {Color.RED: 1})
class N(IntEnum):
    A = 1
    B = auto()
    C = auto()
print(N.B, N.B + 1, N.B == 2, sorted([N.C, N.A]), f"{N.A} {N.A:>3}", max(N), N(3), [10, 20, 30][N.A])
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(Perm.R | Perm.X, repr(Perm.R | Perm.X), Perm.RW, Perm.R in Perm.RW, ~Perm.R, Perm(5), Perm.R & Perm.W, bool(Perm(0)), list(Perm.RW), len(Perm(7)), Perm.R ^ Perm.RW, Perm["RW"])
class S(StrEnum):
    ONE = auto()
    TWO = "deux"
print(S.ONE, S.TWO.upper(), S.ONE == "one", f"{S.TWO}")
class Planet(Enum):
    EARTH = (5.976e24, 6.37814e6)
    MARS = (6.421e23, 3.3972e6)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def gravity(self): return 6.6743e-11 * self.mass / self.radius ** 2
print([round(p.gravity, 2) for p in Planet], Planet.MARS.mass)
for bad in (lambda: Color(9), lambda: Color["X"], lambda: setattr(Color, "RED", 5), lambda: Color.NOPE, lambda: Color.RED < Color.BLUE, lambda: type("Sub", (Color,), {}), lambda: Perm(64), lambda: unique(Color), lambda: setattr(Color.RED, "value", 3), lambda: delattr(Color, "RED")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
A = Enum("A", "X Y Z")
print(list(A), A.X.value, Enum("B", {"P": "p"}).P)
class Missing(Enum):
    UNKNOWN = 0
    @classmethod
    def _missing_(cls, v): return cls.UNKNOWN
print(Missing(99))
match Color.RED:
    case Color.BLUE: print("no")
    case Color.RED: print("matched")
import pickle
print(pickle.loads(pickle.dumps(Color.GREEN)) is Color.GREEN)
