import time
def t(f,*a,**k):
    try: print(f.__name__,a,k,f(*a,**k))
    except BaseException as e: print(f.__name__,a,k,type(e).__name__,e)
t(time.sleep,-1);t(time.sleep,float('nan'));t(time.sleep,1e300);t(time.sleep,2**70);t(time.sleep,'x');t(time.sleep,2**62)
t(time.localtime,2**70);t(time.localtime,1e300);t(time.localtime,'x');t(time.gmtime,float('inf'));t(time.gmtime,float('nan'));t(time.ctime,1e18)
t(time.clock_gettime,1000);t(time.clock_gettime,2**40);t(time.mktime,(1,2));t(time.mktime,5);t(time.asctime,(2020,13,1,1,1,1,1,1,1));t(time.asctime,(2020,1,32,1,1,1,1,1,1));t(time.asctime,(2020,1,1,25,1,1,1,1,1));t(time.asctime,(2020,1,1,1,61,1,1,1,1));t(time.asctime,(2020,1,1,1,1,62,1,1,1));t(time.asctime,(2020,1,1,1,1,1,-2,1,1));t(time.asctime,(2020,1,1,1,1,1,1,367,1))
t(time.strftime,'%Y',(2020,0,0,1,1,1,1,0,1));t(time.strftime,5);t(time.strftime,'%Y','x');t(time.asctime,('x',)*9); t(time.strftime,'%')
t(time.mktime,(-2**31,1,1,0,0,0,0,0,0));t(time.mktime,time.gmtime(0)); t(time.get_clock_info,'time');t(time.get_clock_info,'x')
t(time.asctime,5);t(time.localtime,1,2);t(time.asctime,(1,)*9);t(time.asctime,(12345,)+(1,)*8);t(time.strftime,'%y %Y %C %s', (5,)+(1,)*8)
t(time.gmtime,-1.5);t(time.gmtime,1e12)
print(time.gmtime(0).tm_zone, time.localtime(0).tm_gmtoff, ascii(time.strftime('a\0b%Y\ud800é%%', time.gmtime(86400*365))), time.struct_time(range(9)))
