# Why a module lacks a name: files that hide library modules, circular imports.
import sys
class Spec: pass
M = type(sys)
def mk(name, origin, init, loc=True):
    m = M(name); s = Spec(); s.origin = origin; s.has_location = loc; s._initializing = init; m.__spec__ = s; return m
p0 = sys.path[0]
sys.stdlib_module_names = frozenset({"random"})
for args in [("random", p0 + "/random.py", False), ("random", "/other/random.py", False), ("random", p0 + "/random/__init__.py", False), ("lib", p0 + "/lib.py", True), ("lib", p0 + "/lib.py", False), ("lib", "/o/lib.py", True), ("lib", None, True), ("lib", None, False), ("lib", "lib.py", True)]:
    m = mk(*args)
    try: m.foo
    except AttributeError as e: print(str(e).replace(p0, "DIR"), e.name, e.obj is m)
    sys.modules[args[0]] = m
    try: exec(f"from {args[0]} import foo")
    except ImportError as e: print(str(e).replace(p0, "DIR"), e.name, str(e.path).replace(p0, "DIR"), e.name_from)
