# Frame objects and FrameLocalsProxy.
import sys
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
def f(a, b=2, *c, d=4, **e):
    x = 10
    def g():
        nonlocal x
        return a, x
    fr = sys._getframe()
    p = fr.f_locals
    print(type(p).__name__, sorted(p), len(p), 'x' in p, 'nope' in p, p['x'], p.get('q'), p.get('q',5))
    p['x'] = 11; p['a'] = 'A'; print(x, g())
    p['new'] = 1; print(p['new'], 'new' in p, 'new' in locals(), fr.f_locals['new'])
    t(lambda: p.pop('x')); t(lambda: p.pop('new')); t(lambda: p.pop('new')); t(lambda: p.pop('new',3)); t(lambda: p.__delitem__('x'))
    t(lambda: p['zz']); t(lambda: p.__delitem__('zz')); t(lambda: p.setdefault('k', 7)); t(lambda: p.setdefault('x', 7)); t(lambda: p.update({'x': 12, 'u': 1})); print(x)
    t(lambda: p.update(5)); t(lambda: p == fr.f_locals); t(lambda: p != {}); t(lambda: dict(p) == p); t(lambda: list(p.items())[:2]); t(lambda: type(p.copy()))
    t(lambda: (p | {'z': 1})['z']); t(lambda: ({'z': 1} | p)['x']); t(lambda: p | 5)
    t(lambda: list(reversed(p))[0]); t(lambda: p.popitem()); t(lambda: p.clear()); t(lambda: hash(p)); t(lambda: type(p)()); t(lambda: type(p)(5)); t(lambda: repr(type(p)(fr))[:5])
    t(lambda: list(p)); t(lambda: p.keys() == list(p)); t(lambda: p[[]]); t(lambda: [] in p); t(lambda: p[5])
    del x
    t(lambda: p['x'])
    print('x' in p)
    p['x'] = 99
    print(x)
    return fr
fr = f(1)
print(fr.f_back.f_code.co_name if fr.f_back else None, fr.f_lineno, fr.f_code.co_name, fr.f_locals['x'], sorted(fr.f_locals))
t(lambda: fr.clear()); print(dict(fr.f_locals)); 
t(lambda: sys._getframe().clear())
def gen():
    y = 1
    z = yield y
    print('z', z, y)
    yield z
g = gen()
print(g.gi_frame.f_locals, g.gi_frame.f_lineno)
next(g)
print(g.gi_frame.f_locals, g.gi_frame.f_lineno, g.gi_frame.f_back)
g.gi_frame.f_locals['y'] = 5
t(lambda: g.gi_frame.clear())
k = g.gi_frame
print(k.f_generator is g)
g.send(3)
print(g.gi_frame is k)
list(g)
print(g.gi_frame, k.f_locals, k.f_lineno)
g=gen(); k=g.gi_frame; t(lambda: k.clear()); t(lambda: next(g))
t(lambda: setattr(k,'f_lineno',5)); t(lambda: setattr(k,'f_trace_lines',5)); t(lambda: delattr(k,'f_trace_lines')); t(lambda: k.f_trace); t(lambda: setattr(k,'f_trace',5)); t(lambda: k.f_trace);t(lambda: delattr(k,'f_trace')); t(lambda: k.f_trace); t(lambda: delattr(k,'f_lineno'))
t(lambda: setattr(k,'f_code',5)); t(lambda: type(k)()); t(lambda: (k.f_trace_lines,k.f_trace_opcodes))
class C:
    q = 1
    fr = sys._getframe()
    print(sorted(k for k in fr.f_locals if k[0]!='_'), fr.f_locals is locals())
print(sys._getframe().f_locals is globals())
def h():
    try: 1/0
    except ZeroDivisionError as e: return e.__traceback__.tb_frame
fr = h()
def w(n): return sys._getframe(n)
def w1(n):
    v = 5
    return w(n)
fr = w1(1); print(fr.f_code.co_name, fr.f_locals, fr.f_back.f_code.co_name)
t(lambda: sys._getframe(500))
print([n for n in dir(k) if not n.startswith('__')])
def loc():
    a=1
    l=locals()
    b=2
    print(l, locals(), l is locals())
    l['a']=5
    print(a)
    [print(sorted(locals())) for i in range(1)]
loc()
def cl():
    z=1
    def inner():
        print(sorted(locals()))
        z
        print(sorted(sys._getframe().f_locals))
    inner()
    del z
    inner()
try: cl()
except NameError as e: print(e)
