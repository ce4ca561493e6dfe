# collections, itertools, functools, operator, copy.
from collections import *
from itertools import *
from functools import *
import operator
import copy
c = Counter("mississippi")
print(c, c.most_common(2), c["z"], c + Counter("mm"), c - Counter("ss"), c & Counter("ppp"), sorted(c.elements())[:4], c.total())
d = deque([1, 2, 3], maxlen=4)
d.extend([4, 5])
d.appendleft(0)
d.rotate(2)
print(d, d.pop(), d.popleft(), list(d), d.maxlen, d.index(0) if 0 in d else None)
dd = defaultdict(list)
dd["a"].append(1)
print(dd, dict(dd), dd.default_factory)
P = namedtuple("P", "x y", defaults=[5])
print(P(1), P(1, 2)._replace(x=9), P._make([3, 4]), P(1) == (1, 5), P._fields, P(1)._asdict())
o = OrderedDict(a=1, b=2)
o.move_to_end("a")
print(o, o.popitem(last=False), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))
cm = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(cm["a"], cm["b"], dict(cm), cm.parents)
print(list(chain("ab", [1])), list(islice(count(5, 2), 3)), list(accumulate([1, 2, 3], operator.mul)), list(combinations("abc", 2)), list(permutations("abc", 2))[:3], list(product("ab", repeat=2)), [(k, list(g)) for k, g in groupby("aabc")], list(zip_longest("ab", "c", fillvalue="-")), list(takewhile(lambda x: x < 3, [1, 2, 5, 1])), list(dropwhile(lambda x: x < 3, [1, 5, 1])), list(starmap(pow, [(2, 3)])), list(compress("abc", [1, 0, 1])), list(pairwise("abc")), list(batched("abcde", 2)), list(cycle_ := islice(cycle("ab"), 5)), list(repeat(1, 2)), [list(t) for t in tee("ab")], list(filterfalse(str.isdigit, "a1")), list(combinations_with_replacement("ab", 2)))
@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info(), reduce(operator.add, [1, 2, 3], 10), partial(pow, 2)(5), partial(print, "p", end="!\n").args)
@singledispatch
def s(x): return "object"
@s.register
def _(x: int): return "int"
@s.register(list)
def _(x): return "list"
print(s(1), s([]), s("a"), s(True))
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(2), V(3) >= V(4), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
@wraps(fib)
def w(): pass
print(w.__name__, w.__wrapped__ is fib)
class CP:
    @cached_property
    def p(self): print("computed"); return 5
x = CP()
print(x.p, x.p, operator.itemgetter(1, 0)("ab"), operator.attrgetter("real.imag")(5), operator.methodcaller("upper")("a"))
a = [[1], {"k": [2]}]
b, e = copy.copy(a), copy.deepcopy(a)
a[0].append(9)
print(b, e)
