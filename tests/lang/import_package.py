# Packages: relative imports, __all__, __init__, circular imports, submodules as attributes, errors inside.
import sys
sys.path.insert(0, "fixtures")
import pack
print(pack.__name__, pack.__package__, pack.__path__ is not None, pack.value, pack.__spec__.name, pack.__spec__.submodule_search_locations is not None)
import pack.sub.deep
print(pack.sub.deep.where(), pack.sub.deep.__package__, pack.sub.deep.up(), sys.modules["pack.sub.deep"] is pack.sub.deep)
from pack import sibling, sub as s
from pack.sub import *
print(sibling.name, s is pack.sub, exported, "hidden" in globals())
from pack.sub.deep import where as w
print(w())
import pack.sibling as sb
print(sb is sibling)
import circular_a
print(circular_a.value, circular_a.from_b())


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).split(" (")[0])


def run(src): exec(src, {})


attempt(lambda: run("import pack.nope"))
attempt(lambda: run("from pack import nope"))
attempt(lambda: run("import pack.sibling.x"))
attempt(lambda: run("import broken"))
print("broken" in sys.modules)
attempt(lambda: run("import broken_syntax"))
attempt(lambda: run("from circular_c import late"))
attempt(lambda: run("from pack.sub.deep import *; print(sorted(k for k in globals() if k[0] != '_'))"))
import namespace_pkg.mod
print(namespace_pkg.mod.x, namespace_pkg.__file__ if hasattr(namespace_pkg, "__file__") else "no file", type(namespace_pkg.__path__).__name__)
import counted
import counted
import importlib.util
print(counted.count, importlib.reload(counted) is counted, counted.count)
del sys.modules["counted"]
import counted as again
print(again is counted)
print(importlib.import_module("pack.sibling").name, importlib.import_module(".sibling", "pack").name, importlib.util.find_spec("pack.sub").name, importlib.util.find_spec("no_such_pkg"))
import lazy_attr
print(lazy_attr.computed, lazy_attr.__dir__())
from lazy_attr import other
print(other)
attempt(lambda: lazy_attr.missing)


class Finder:
    @staticmethod
    def find_spec(name, path, target=None):
        if name == "made_up":
            return importlib.util.spec_from_loader(name, Loader())


class Loader:
    def create_module(self, spec): return None
    def exec_module(self, module): module.answer = 42


sys.meta_path.insert(0, Finder)
import made_up
print(made_up.answer, made_up.__spec__.name, made_up.__loader__.__class__.__name__)
import os.path, xml.dom
print(os.path.join("a", "b"), xml.dom.__name__)
