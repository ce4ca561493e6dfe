import time
def t(f,*a):
    try: print(f.__name__,a,'->',f(*a))
    except Exception as e: print(f.__name__,a,type(e).__name__,e)
for f in (time.gmtime,): 
    t(f,'x'); t(f,1e30); t(f,float('nan')); t(f,10**30); t(f,10**17); t(f,1.5); t(f,True)
t(time.sleep,-1); t(time.sleep,'x'); t(time.sleep,float('nan')); t(time.sleep,1e30); t(time.sleep, 10**30); t(time.sleep,10**11);t(time.sleep,-0.0);t(time.sleep,-1e-10)
t(time.asctime,1); t(time.asctime,(1,2)); t(time.asctime,(1,)*9); t(time.asctime,(2000,13,1,0,0,0,0,0,0)); t(time.asctime,(2000,1,1,25,0,0,0,0,0)); t(time.asctime,(2000,1,1,0,61,0,0,0,0)); t(time.asctime,(2000,1,1,0,0,62,0,0,0)); t(time.asctime,(2000,1,32,0,0,0,0,0,0)); t(time.asctime,(2000,1,1,0,0,0,-2,0,0)); t(time.asctime,(2000,1,1,0,0,0,0,400,0)); t(time.asctime,('a',1,1,0,0,0,0,400,0)); t(time.asctime,(10**10,1,1,0,0,0,0,400,0))
t(time.asctime,(2000,0,0,0,0,0,-1,0,0)); t(time.asctime,(-5,0,0,0,0,0,-1,0,0)); t(time.asctime,(123456,1,2,0,0,0,6,0,9))
t(time.strftime,'%Y',1); t(time.strftime,5); t(time.strftime,'%Y-%m %é', (2000,)+(1,)*8); t(time.strftime,'%',(2000,)+(1,)*8); t(time.strftime,'a\0b%Y',(2000,)+(1,)*8); t(time.strftime,'%Y %y',(-5,)+(1,)*8);  t(time.strftime,'%p',(1,)*9); t(time.strftime,'',(1,)*9);t(time.strftime,'%G %C',(99,)+(1,)*8);t(time.strftime,'%F',(99,)+(1,)*8)
for n in ['time','monotonic','perf_counter','process_time','thread_time','x']: t(time.get_clock_info,n)
t(time.get_clock_info,1)
print( time.struct_time.n_fields, time.struct_time.n_unnamed_fields, time.struct_time.n_sequence_fields)
class I:
  def __index__(s): return 5
print(time.gmtime(I())); time.sleep(I()) if 0 else 0
t(time.gmtime,-1.5); t(time.gmtime,-2**40)
t(time.asctime,time.gmtime(0)); t(time.asctime,[1]*9); t(time.gmtime,2**56)
print(time.struct_time.tm_year.__doc__, time.struct_time.tm_zone.__doc__)
a=time.monotonic(); time.sleep(.05); assert .05<=time.monotonic()-a<2
assert abs(time.time()-time.time_ns()/1e9)<2
