# pprint.
from pprint import pprint, pformat, PrettyPrinter
data = {"name": "x" * 30, "list": list(range(30)), "nested": {"a": {"b": {"c": [1, 2, {"d": (1,)}]}}}, "text": "a long text with many words in it, which has to be broken into lines " * 2, "set": {3, 1, 2}, "empty": [], "tuple": ("a" * 40, "b" * 40)}
pprint(data)
pprint(data, width=40, depth=2)
pprint([["a" * 20, "b" * 20]] * 3, compact=True, indent=2)
print(pformat({"b": 1, "a": 2}), pformat({"b": 1, "a": 2}, sort_dicts=False), pformat(b"bytes " * 20), pformat(12345678, underscore_numbers=True))
rec = [1]
rec.append(rec)
print(pformat(rec).split(" with")[0], PrettyPrinter().isrecursive(rec), PrettyPrinter().isreadable([1]))
from dataclasses import dataclass
@dataclass
class P:
    x: int
    y: str = "s" * 60
pprint(P(1))
from collections import OrderedDict, Counter, defaultdict, deque
pprint(OrderedDict(a=1, b="x" * 80))
pprint(Counter("abracadabra"))
pprint(deque(range(40)))
