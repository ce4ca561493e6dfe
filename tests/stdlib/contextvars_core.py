import _contextvars as c
import re


def show(*args):
    print(re.sub(r'0x[0-9a-f]+', '0x', ' '.join(map(str, args))))


def t(f, *a, **k):
    try:
        show(getattr(f, '__name__', f), f(*a, **k))
    except Exception as e:
        show(getattr(f, '__name__', f), type(e).__name__, e)


v = c.ContextVar('v')
d = c.ContextVar('d', default=3)
t(v.get), t(v.get, 1), t(d.get), t(d.get, 5)
tok = v.set(1)
show(tok.var is v, tok.old_value is c.Token.MISSING, c.Token.MISSING)
t(v.reset, tok), t(v.reset, tok), t(v.reset, 5), t(d.reset, v.set(1)), t(c.ContextVar, 5), t(c.Token), t(c.Context, 1)
x = c.Context()
show(len(x), list(x), v in x)
t(x.run), t(x.run, lambda: x.run(print)), t(lambda: x[5]), t(lambda: x[v]), t(lambda: 5 in x)


def g(value, *, more=0):
    return v.set(value + more)


tk = x.run(g, 9, more=1)
show(x[v], x.get(v), x.get(d), x.get(d, 1), len(x), list(x.keys()) == [v], list(x.values()), x == x.copy(), x != x, x == {}, v.get())
t(v.reset, tk), t(x.get, 5), t(hash, x), t(setattr, v, 'name', 1)
show(v, d, tk, tok, x)
copy = x.copy()
x.run(g, 20)
show(copy[v], x[v])
with v.set(55) as q:
    show(v.get(), q)
show(v.get(), c.ContextVar[int], c.Token[int], c.copy_context())
try:
    class S(c.ContextVar):
        pass
except TypeError as e:
    show(e)
