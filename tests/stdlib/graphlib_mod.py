# graphlib.
from graphlib import TopologicalSorter, CycleError
print(list(TopologicalSorter({"d": ["b", "c"], "c": ["a"], "b": ["a"]}).static_order()))
t = TopologicalSorter()
t.add("app", "lib", "net")
t.add("lib", "base")
t.add("net", "base")
t.prepare()
while t.is_active():
    ready = sorted(t.get_ready())
    print(ready)
    t.done(*ready)
try:
    list(TopologicalSorter({1: [2], 2: [3], 3: [1]}).static_order())
except CycleError as e:
    print(e.args[0], sorted(e.args[1]))
