# Tracebacks through generators, coroutines, context managers, class machinery.
import sys


def show(f):
    try:
        f()
    except BaseException as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)


def inner():
    yield 1
    raise ValueError("in generator")


def outer(): yield from inner()
def consume(): return list(outer())


async def co(): raise KeyError("in coroutine")
async def await_it(): await co()


def run():
    try:
        await_it().send(None)
    except StopIteration:
        pass


class CM:
    def __enter__(self): return self
    def __exit__(self, *a): raise RuntimeError("in exit")


def with_exit():
    with CM():
        1 / 0


class Prop:
    @property
    def p(self): return self.q
    @property
    def q(self): raise ValueError("in property")
    def __getattr__(self, n): raise AttributeError("no " + n)
    def __add__(self, o): raise TypeError("in add")
    def __lt__(self, o): raise ValueError("in lt")
    def __len__(self): raise ValueError("in len")
    def __repr__(self): raise ValueError("in repr")
    def __iter__(self): raise ValueError("in iter")
    def __contains__(self, x): raise ValueError("in contains")
    def __call__(self): raise ValueError("in call")
    def __bool__(self): raise ValueError("in bool")
    def __hash__(self): raise ValueError("in hash")
    def __format__(self, s): raise ValueError("in format")
    def __getitem__(self, k): raise ValueError("in getitem")


p = Prop()


class Meta(type):
    def __new__(m, *a): raise ValueError("in metaclass")


def meta():
    class X(metaclass=Meta):
        pass


class InitFails:
    def __init__(self): raise ValueError("in init")


class NewFails:
    def __new__(cls): raise ValueError("in new")


def sort_key(): return sorted([1, 2], key=lambda x: x / 0)
def mapped(): return list(map(lambda x: x.nope, [1]))
def throw():
    g = inner()
    next(g)
    g.throw(KeyError("thrown"))


for f in (consume, run, with_exit, lambda: p.p, lambda: p.zzz, lambda: p + 1, lambda: [p, p].sort(), lambda: len(p), lambda: repr(p), lambda: [*p], lambda: 1 in p, lambda: p(), lambda: not p, lambda: {p: 1}, lambda: f"{p}", lambda: p[0], lambda: str([p]), meta, InitFails, NewFails, sort_key, mapped, throw):
    show(f)
