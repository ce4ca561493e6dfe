# math: results to the last bit, and exact ones of large ints.
import math
s=12345
def rnd():
    global s
    s=(s*6364136223846793005+1442695040888963407)%2**64
    return ((s>>11)/2**53-.5)*2
for i in range(40):
    a=rnd()*10**(i%9-4); b=rnd()*10**(i%7-3); c=rnd()
    print(math.gamma(a*10 or 1), math.lgamma(a) if a>0 or a!=int(a) else 0) if abs(a)<10 else None
    print(math.hypot(a,b), math.hypot(a,b,c), math.dist((a,b,c),(b,c,a)), math.fsum([a,b,c,1e20,-1e20,a*1e-18]), math.sumprod([a,b,c],[b,c,a]),math.sumprod([a,1,c],[b,3,2]),math.remainder(a,b),math.fmod(a,b),math.nextafter(a,b,steps=i*12345))
print(math.hypot(5e-324,5e-324), math.hypot(1e308,1e308), math.hypot(1e-300,1e-310,3e-320))
for n in (0,1,5,16,17,33,100,500): 
  print(math.factorial(n), [math.comb(n,k) for k in range(0,n,7)], [math.perm(n,k) for k in range(0,n,11)])
for n in range(900,3000,37):
  x=3**n+7**(n//2); print(math.log(x),math.log2(x),math.log10(x), math.isqrt(x)%10**9)
