# typing.
import typing
from typing import *
T = TypeVar("T")
print(Optional[int], Union[int, str, int], List[int], Dict[str, "X"], Callable[[int], str], Callable[..., T], Tuple[int, ...], Any, Literal[1, "a"], Annotated[int, "meta"], ClassVar[int], Final[str], Type[int], Iterable[T], NoReturn)
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
print(Box[int], Box[int](5).get(), Box.__parameters__, get_origin(Box[int]), get_args(Dict[str, int]), get_type_hints(Box.get), Box[T][str], Box[int] == Box[int])
class NT(NamedTuple):
    x: int
    y: str = "d"
print(NT(1), NT(1)._asdict(), NT(1)._replace(y="z"), NT._fields, NT.__annotations__)
class TD(TypedDict, total=False):
    a: Required[int]
    b: str
print(TD(a=1), TD.__required_keys__, TD.__optional_keys__, TD.__total__)
@runtime_checkable
class Closable(Protocol):
    def close(self) -> None: ...
class F:
    def close(self): pass
print(isinstance(F(), Closable), isinstance(5, Closable), issubclass(F, Closable))
def f(a: int, b: "str" = "x", *c: Optional[float]) -> List[int]: pass
print(get_type_hints(f), cast(int, "x"), TYPE_CHECKING, typing.get_overloads(f))
@overload
def g(x: int) -> int: ...
@overload
def g(x: str) -> str: ...
def g(x): return x
print(len(get_overloads(g)), NewType("UserId", int)(5), NewType("U", int).__name__, assert_type(5, int), reveal_type.__name__)
for bad in (lambda: List[int]([1]).x, lambda: isinstance([], List[int]), lambda: Optional[1, 2], lambda: Union[()], lambda: Closable(), lambda: Any(), lambda: TypeVar("A", int), lambda: Generic[int], lambda: Box[int, str], lambda: ForwardRef("a b"), lambda: isinstance(1, Union[int, List[int]])):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
