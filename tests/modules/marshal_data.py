import marshal
def t(f,*a,**k):
    try: print(f.__name__,[str(x)[:30] for x in a],k,f(*a,**k))
    except BaseException as e: print(f.__name__,[str(x)[:30] for x in a],k,type(e).__name__,e)
for v in (None,True,False,...,StopIteration,0,1,-1,2**31,2**40,-2**70,3**500,-7**333,1.5,float('inf'),1j,'a','é','\u1234\ud800','a'*300,b'x',b'x'*300,(1,2),(1,)*300,[1],{1:2},{1,2},frozenset([1]),slice(1,2,3),bytearray(b'x'),2**63,2**64,2**62,-2**62):
    print(repr(v)[:20], marshal.loads(marshal.dumps(v))==v, [marshal.loads(marshal.dumps(v,i))==v for i in (0,1,2,3,4) if not isinstance(v,slice)])
t(marshal.loads,b'');t(marshal.loads,b'i\0');t(marshal.loads,b'[\x01\0\0\0');t(marshal.loads,b'[\xff\xff\xff\xff');t(marshal.loads,'x');t(marshal.load,5)
l=[];l.append(l); print(marshal.loads(marshal.dumps(l)))
l=None
for i in range(3000): l=[l]
try: marshal.dumps(l)
except ValueError as e: print(e)
t(marshal.loads,b'['+b'\1\0\0\0['*5000)
t(marshal.dumps,1,'x'); t(marshal.loads, b'r\0\0\0\0'); t(marshal.loads,b'l\1\0\0\0\0\0'); t(marshal.loads,b'0');t(marshal.loads,b'(\1\0\0\x000');t(marshal.loads,b'{0');t(marshal.loads,b'{i\0\0\0\x000');t(marshal.loads,b'u\1\0\0\0\xff')
print(marshal.loads(b'\xdb\x02\0\0\0\xe9\1\0\0\0r\1\0\0\0'), marshal.loads(b'\xec\x03\x00\x00\x00\x00\x00\x00\x00\x00\x04')==2**40)
