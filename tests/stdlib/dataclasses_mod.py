# dataclasses.
from dataclasses import dataclass, field, asdict, astuple, replace, fields, FrozenInstanceError, InitVar, KW_ONLY, make_dataclass, is_dataclass
from typing import ClassVar
@dataclass(order=True)
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False, repr=False)
    count: ClassVar[int] = 5
print(P(1), P(1) == P(1, 0), P(1, 2) < P(2, 1), P(1).tags, asdict(P(1, 2, ["a"])), astuple(P(1)), replace(P(1), y=9), [f.name for f in fields(P)], is_dataclass(P), P.__match_args__)
@dataclass(frozen=True, slots=True)
class Frozen:
    a: int
    b: str = "b"
f = Frozen(1)
print(f, hash(f) == hash(Frozen(1)), Frozen.__slots__, {f: 1}[Frozen(1)])
for bad in (lambda: setattr(f, "a", 2), lambda: delattr(f, "a"), lambda: P(), lambda: P(1, 2, 3, 4), lambda: P(z=1), lambda: P(1) < 5, lambda: hash(P(1))):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
@dataclass
class Base:
    n: int = 1
    def __post_init__(self): self.double = self.n * 2
@dataclass
class Sub(Base):
    _: KW_ONLY
    init: InitVar[int] = 3
    k: str = "k"
    hidden: int = field(init=False, default=7)
    def __post_init__(self, init): super().__post_init__(); self.k += str(init)
print(Sub(4, k="z", init=8), Sub(4).double, Sub().hidden)
M = make_dataclass("M", [("q", int), ("w", int, field(default=2))], namespace={"total": lambda self: self.q + self.w})
print(M(1), M(1).total())
match P(3, 4):
    case P(x, y): print(x, y)
for src in ("x: int = 1\n    y: int", "x: list = []"):
    try:
        exec(f"@dataclass\nclass Bad:\n    {src}")
    except Exception as e:
        print(type(e).__name__, e)
import copy, pickle
print(copy.deepcopy(P(1, 2, [[1]])), copy.copy(f), f.__class__.__doc__, P.__doc__)
