# _functools: partial, reduce, cmp_to_key and the cache.
import _functools as F
from _functools import *
from _functools import _lru_cache_wrapper as L
def tr(s):
    try: r=eval(s)
    except BaseException as e: r=f"{type(e).__name__}: {e}"
    print(s,'->',str(r)[:300])
def f(*a,**k): return a,k
_=Placeholder
CI=__import__('collections').namedtuple('CI','hits misses maxsize currsize')
for s in ["partial()","partial(1)","partial(func=f)","partial(f,1,x=2)(3,y=4)","partial(partial(f,1),2,x=1).args","partial(f,1).func is f","partial(f,1).keywords","partial(f,_,2)(1)","partial(f,_,2)()","partial(f,2,_)","partial(f,x=_)","partial(partial(f,_,2),1)(9)","partial(partial(f,_,_,3),1).args","partial(partial(f,_,_,3),_,1)(7,8)","partial(f,_)","Placeholder","type(Placeholder)","type(Placeholder)()","type(Placeholder)(1)","Placeholder.__reduce__()","partial(len,'abc')()","repr(partial(len,1,x=2)).replace(' at ','')[:40]","partial(f,1).__setstate__(1)","partial(f,1).__setstate__((f,1,2,3))","partial.__doc__[:30]","partial.__module__","partial.__text_signature__","partial(f)==partial(f)","partial[int]","reduce(lambda a,b:a+b,[1,2,3])","reduce(f,[])","reduce(f,[],5)","reduce(f,[1])","reduce(f)","reduce(f,1)","reduce(lambda a,b:a+b,[1,2],initial=10)","reduce(1,[1,2])","cmp_to_key(lambda a,b:a-b)(1)<cmp_to_key(lambda a,b:a-b)(2)","sorted([3,1,2],key=cmp_to_key(lambda a,b:b-a))","cmp_to_key()","cmp_to_key(1)(2)<cmp_to_key(1)(3)","cmp_to_key(f)(1)<5","cmp_to_key(mycmp=f)(obj=3).obj","hash(cmp_to_key(f)(1))","cmp_to_key(f)(1,2)","type(cmp_to_key(f))","cmp_to_key.__text_signature__","reduce.__text_signature__","L(f,128,False,CI)(1)","L(f,'a',False,CI)","L(1,1,False,CI)","L.__name__","L.__module__","L.__doc__[:40]","F.__doc__"]: tr(s)
c=L(lambda *a,**k:(a,tuple(k.items())),2,False,CI)
c(1);c(2);c(1);c(3);c(2);print(c.cache_info(), c.cache_parameters if hasattr(c,'cache_parameters') else None); c.cache_clear(); print(c.cache_info()); c(1.0); c(1); c(1,x=1); c(x=1); print(c.cache_info())
c=L(lambda *a,**k:a,None,True,CI); c(1); c(1.0); c(True); c('a'); print(c.cache_info()); 
c=L(lambda *a,**k:a,0,True,CI); c(1); c(1);print(c.cache_info()); 
c=L(lambda *a,**k:a,-5,True,CI); c(1); c(1);print(c.cache_info()); 
tr("c([])"); 
c=L(lambda *a:a,3,False,CI); tr("c([])")
class A:
    @lambda f:L(f,None,False,CI)
    def m(self,x): return x*2
    p=partial(f,1)
a=A(); print(a.m(2),a.m(2),A.m.cache_info(), A.m.__get__(a)(4)); c.x=5; print(c.x, c.__dict__)
import copy
p=partial(f,1,b=2); p.attr=3; print(p.__dict__, p.__reduce__()[2][2:])
q=partial(f); q.__setstate__((f,(1,),{'z':1},{'w':2})); print(q(5), q.w)
p2=partial(p,3); print(p2.args, p2.func is f)
def fib(n): return n if n<2 else g(n-1)+g(n-2)
g=L(fib,None,False,CI); print(g(80))
