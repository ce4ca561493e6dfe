# _random.Random: the numbers of given seeds, states, and what is refused.
import _random, sys
R=_random.Random
def tr(s):
    try: r=eval(s)
    except BaseException as e: r=f"{type(e).__name__}: {e}"
    print(s,'->',str(r)[:300])
r=R(42)
for i in range(3): print(r.random(), r.getrandbits(5), r.getrandbits(100), r.getrandbits(32))
for s in ["R(1,2)","R(x=1)","R(-42).random()","R(42).random()","R(10**40).random()","R(-10**40).random()","R(0).random()","R('a').random()==R('a').random()","R(1.5).random()","R([])","r.getrandbits(-1)","r.getrandbits(0)","r.getrandbits('a')","r.getrandbits(10**30)","r.getrandbits()","len(r.getstate())","type(r.getstate())","r.setstate(1)","r.setstate((1,2))","r.setstate((0,)*625)","r.setstate((0,)*624+(700,))","r.setstate((0,)*624+(-1,))","r.setstate((-1,)*625)","r.setstate((2**40,)*625)","r.setstate(('a',)*625)","r.seed()","r.seed(None)","r.seed(1,2)","r.seed(True)","R.__doc__","R.__name__","R.__module__","_random.__doc__","R(2**32).random()","R(2**64+5).random()","R(5,).getstate()[:5]","R(5).getstate()[-1]","r.random(1)","R.random.__text_signature__","R.seed.__text_signature__","R.getrandbits.__text_signature__","R.setstate.__text_signature__","R.__text_signature__","r.setstate([0]*625)","R.seed.__doc__"]: tr(s)
a=R(7); st=a.getstate(); x=[a.random() for _ in range(5)]; a.setstate(st); print(x==[a.random() for _ in range(5)]); print(hash(st))
class S(R):
    def __init__(self,*a,**k): print('init',a,k)
s=S(3); print(s.random()); 
try: S(3,k=2)
except Exception as e: print(e)
s.seed(3); print(s.random()); s.x=1
print(R.__new__(R,5).random(), R().random()!=R().random())
