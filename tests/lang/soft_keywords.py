# match, case, type and _ as ordinary names.
match = 1
case = 2
type_ = type
type = 3
_ = 4
print(match, case, type, _, match + case, match - case, match * case, -match, [match, case], {match: case}, (match), match if case else type)
match.real
match
(match)
print(match == 1, match in [1], not match, match is match, f"{match}{case}{type}")


def match(case, type=5): return case, type
print(match(1), match(case=2, type=3))
match (1)
match[0:1] if False else None
class case:
    match = 1
    def type(self): return self.match
print(case().type(), case.match)
for match in range(2): print(match, end=" ")
for _ in "ab": pass
print(_)
with open(__file__) as match: pass
import sys as match
from sys import path as case, version as type
print(match.__name__)
lst = [match, case, type]
match, case = 1, 2
match: int = 5
type: str = "x"
print(match, type)
match += 1
case -= 1
type *= 2
print(match, case, type)
try:
    raise ValueError
except ValueError as match:
    print(repr(match))
def f(*match, **case): return match, case
print(f(1, type=2))
lam = lambda match, *, case=1: (match, case)
print(lam(0))
print([match for match in range(2)], {case: 1 for case in "a"})
global_match = match = 9
del match
match = {"a": 1}
match["a"] = 2
match["b"], case = 3, 4
print(match)
def match(): return {}
match()["x"] = 1
type = lambda: 1
type()
match = lambda *a: a
print(match (1), match (1, 2), match [0] if False else 0, match () )
match = 5
match -1
match * 1
case = _ = type = match
match match:
    case case:
        print("captured", case)
match (match):
    case 5: print("five")
match match, case:
    case _, _: print("pair")
match -match:
    case -5: print("minus five")
match not match:
    case False: print("not")
match [match]:
    case [5]: print("list")
match {match: 1}:
    case {5: one}: print("dict", one)
match lambda: 1:
    case f: print(f())
match {}:
    case {}: print("empty")
match await_ if (await_ := 0) else 1:
    case 1: print("cond")
