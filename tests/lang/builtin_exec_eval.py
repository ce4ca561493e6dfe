# exec, eval, compile: namespaces, modes, flags, errors.
def attempt(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__, e)


print(eval("1 + 2"), eval("x + 1", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" \t 5"), eval("(\n1\n)"))
ns = {}
exec("a = 1\ndef f(): return a + 1\nb = f()", ns)
print(ns["a"], ns["b"], "__builtins__" in ns, sorted(k for k in ns if k != "__builtins__"))
loc = {}
exec("z = 5\nglobal g\ng = 6", ns, loc)
print(loc, ns["g"])
code = compile("p * 2", "<c>", "eval")
print(eval(code, {"p": 21}), code.co_filename, code.co_name, type(code).__name__)
exec(compile("print('single'); 5", "<s>", "single"))
exec(compile("'shown'", "<s>", "single"))
exec(compile("None", "<s>", "single"))
print(exec("1"), eval("None"))


def local_exec():
    v = 1
    exec("v = 2; w = 3")
    try:
        w
    except NameError as e:
        print(e)
    return v, eval("v + 10"), sorted(locals())


print(local_exec())


def local_explicit():
    v = 1
    d = locals()
    exec("v = 5; n = 6", globals(), d)
    return v, d["v"], d["n"]


print(local_explicit())
attempt(lambda: eval("x ="))
attempt(lambda: eval(""))
attempt(lambda: eval("a = 1"))
attempt(lambda: eval("1; 2"))
attempt(lambda: exec("def"))
attempt(lambda: eval(5))
attempt(lambda: exec(5))
attempt(lambda: eval("1", 5))
attempt(lambda: eval("1", {}, 5))
attempt(lambda: compile("1", "f", "nope"))
attempt(lambda: compile(5, "f", "exec"))
attempt(lambda: compile("1", "f"))
attempt(lambda: eval("nope", {}))
attempt(lambda: eval("len([1])", {"__builtins__": {}}))
attempt(lambda: eval("len([1, 2])", {"__builtins__": {"len": len}}))
attempt(lambda: eval("\0"))
attempt(lambda: eval(b"1 + 1"))
attempt(lambda: eval(bytearray(b"2 + 2")))
attempt(lambda: eval(compile("yield_ = 1", "f", "exec")))
attempt(lambda: eval("__import__('sys').__name__"))
attempt(lambda: exec("x = 1", ns, M()))


class M(dict):
    def __getitem__(self, k): return "M:" + k
    def __setitem__(self, k, v): print("set", k, v)


exec("q = foo; del_ = 1", {}, M())
print(eval("foo + bar", {}, M()), eval("[foo for _ in range(1)]", {"foo": "global foo"}, {"foo": "local foo"}))
c = compile("x = 1\nif x:\n    y = 2\n", "m.py", "exec")
print(c.co_names, c.co_varnames, c.co_firstlineno, c.co_flags & 0x20, c.co_freevars, c.co_cellvars, c.co_argcount)
print(eval("(lambda: n)()", {"n": 3}), eval("[i * k for i in range(3)]", {"k": 2}), eval("(yield_ := 5)", {}))
exec("class C:\n    v = [i for i in range(3)]\n    def m(self): return __class__.__name__\nprint(C.v, C().m())")
exec("import sys as s\nprint(s.__name__)", {})


def closure():
    x = 1
    def g(): return x
    attempt(lambda: exec(g.__code__))
    exec(g.__code__, closure=g.__closure__)
    return eval("x")


print(closure())
print(eval("lambda a, *b, c=1, **d: (a, b, c, d)")(1, 2, c=3, z=4))
src = compile("assert 0, 'm'\n1", "o", "exec", optimize=1)
exec(src)
import sys
print(eval("1_000 if True else 2"), eval("'é'".encode()), eval("# coding: latin-1\n'\xe9'".encode("latin-1")))
