# _struct: every format in every mode, offsets, and what is refused.
import _struct as S
def tr(s):
    try: r=eval(s)
    except BaseException as e: r=f"{type(e).__module__+'.' if type(e) is S.error else ''}{type(e).__name__}: {e}"
    print(s,'->',str(r)[:400])
for f in "xcbB?hHiIlLqQnNefdFDspP":
    for o in " @=<>!": tr(f"S.calcsize({(o.strip()+f)!r})"); tr(f"S.calcsize({(o.strip()+'b'+f)!r})")
for s in ["S.calcsize('z')","S.calcsize('3')","S.calcsize('3 i')","S.calcsize('3i 2h')","S.calcsize(b'ii')","S.calcsize('<>')","S.calcsize(1)","S.calcsize('99999999999999999999i')","S.calcsize('9223372036854775807i')","S.calcsize('i\\0')","S.calcsize('é')","S.calcsize('0i')","S.calcsize('b0i')","S.calcsize('10s3p')",
"S.pack('b',128)","S.pack('b',-129)","S.pack('B',256)","S.pack('B',-1)","S.pack('h',40000)","S.pack('H',-1)","S.pack('i',2**31)","S.pack('I',-1)","S.pack('I',2**32)","S.pack('l',2**63)","S.pack('L',-1)","S.pack('L',2**64)","S.pack('q',2**63)","S.pack('Q',-1)","S.pack('Q',2**64)","S.pack('n',2**63)","S.pack('N',-1)","S.pack('P',-1)","S.pack('P',2**64)","S.pack('P',-2**63-1)",
"S.pack('<b',128)","S.pack('<B',-1)","S.pack('<h',40000)","S.pack('<H',-1)","S.pack('<i',2**31)","S.pack('<I',-1)","S.pack('>I',2**32)","S.pack('<l',2**63)","S.pack('>l',2**31)","S.pack('<L',-1)","S.pack('<q',2**63)","S.pack('<q',-2**63-1)","S.pack('>Q',-1)","S.pack('<Q',2**64)","S.pack('<H',2**80)","S.pack('<b',2**80)","S.pack('b',2**80)","S.pack('h',2**80)","S.pack('H',2**80)","S.pack('i',2**80)",
"S.pack('i','a')","S.pack('i',1.0)","S.pack('<i',1.0)","S.pack('b','a')","S.pack('<b','a')","S.pack('?','a',)","S.pack('?',[])","S.pack('c',1)","S.pack('c',b'ab')","S.pack('c',b'a')","S.pack('c',bytearray(b'a'))","S.pack('s','a')","S.pack('3s',b'abcdef')","S.pack('3s',bytearray(b'a'))","S.pack('p',b'abc')","S.pack('3p',b'abcdef')","S.pack('300p',b'a'*280)[:5]","S.pack('3p','a')","S.pack('0s',b'abc')","S.pack('0p',b'abc')","S.pack('f',1e40)","S.pack('f','a')","S.pack('<f',1e40)","S.pack('>d','a')","S.pack('e',65520)","S.pack('e',65519)","S.pack('<e',1e10)","S.pack('e','a')","S.pack('e',float('nan'))","S.pack('<f',float('inf'))","S.pack('>d',1.5)","S.pack('<F',1+2j)","S.pack('D',1+2j)","S.pack('>F',1)","S.pack('F','a')","S.pack('F',1e40)","S.pack('f',10**400)",
"S.pack()","S.pack('i')","S.pack('i',1,2)","S.pack('ii',1)","S.pack('xx')","S.pack(1)","S.pack('bi',1,2)","S.pack('<bi',1,2)","S.pack('!hhl',1,2,3)","S.pack('@bhilq',1,2,3,4,5)","S.pack('qb0q',1,2)",
"S.unpack('i',b'')","S.unpack('i',b'12345')","S.unpack('i',b'1234')","S.unpack('<HH',b'\\xff\\xff\\x01\\0')","S.unpack('3s2p?c',b'abc\\x01z\\x02q')","S.unpack('5p',b'\\xffabcd')","S.unpack('0p',b'')","S.unpack('<e',b'\\x00\\x3c')","S.unpack('>f',b'?\\x80\\0\\0')","S.unpack('<d',b'12345678')","S.unpack('<F',b'\\0\\0\\x80?\\0\\0\\0@')","S.unpack('i','1234')","S.unpack('i')","S.unpack('P',b'\\xff'*8)","S.unpack('n',b'\\xff'*8)","S.unpack('N',b'\\xff'*8)","S.unpack('<q',b'\\xff'*7+b'\\x7f')","S.unpack('>Q',b'\\xff'*8)","S.unpack('<l',b'\\xff\\xff\\xff\\x80')","S.unpack('3x',b'123')",
"S.unpack_from('i',b'123',0)","S.unpack_from('i',b'12345678',4)","S.unpack_from('i',b'12345678',-4)","S.unpack_from('i',b'12345678',-3)","S.unpack_from('i',b'12345678',-9)","S.unpack_from('i',b'12345678',5)","S.unpack_from('i',b'12345678',9)","S.unpack_from('i',b'12345678',offset=2)","S.unpack_from('i',buffer=b'12345678',offset=2)","S.unpack_from('i')","S.unpack_from('i',b'12345678','a')",
"S.pack_into('i')","S.pack_into('i',bytearray(4))","S.pack_into('i',bytearray(4),0)","S.pack_into('i',bytearray(3),0,1)","S.pack_into('i',bytearray(8),5,1)","S.pack_into('i',bytearray(8),-3,1)","S.pack_into('i',bytearray(8),-9,1)","S.pack_into('i',b'1234',0,1)","S.pack_into('i',bytearray(8),'a',1)","S.pack_into('i',bytearray(8),2**70,1)","S.pack_into('i',bytearray(8),0,1,2)",
"list(S.iter_unpack('h',b'1234'))","S.iter_unpack('h',b'123')","S.iter_unpack('',b'')","S.iter_unpack('0s',b'ab')","S.iter_unpack('h',1)","type(S.iter_unpack('h',b'12'))","S.iter_unpack('h',b'1234').__length_hint__()","type(S.iter_unpack('h',b'12'))()",
"S.Struct('i').size","S.Struct('i').format","S.Struct(b'i').format","S.Struct('>ih')","S.Struct('z')","S.Struct(1)","S.Struct('i').pack(1)","S.Struct('i').pack()","S.Struct('i').pack(1,2)","S.Struct('i').unpack(b'1')","S.Struct('i').unpack_from(b'1')","S.Struct('i').pack_into(bytearray(4))","S.Struct('i').pack_into()","S.Struct('i').unpack_from(buffer=b'12345',offset=1)","S.Struct('i').iter_unpack(b'123')","S.Struct(format='i').size","S.error","S.error.__module__","S.error.__mro__","S.Struct.__module__","S.Struct.__name__","S._clearcache()","S.Struct('i').__sizeof__()>0","S.Struct.__new__(S.Struct).pack(1)","S.Struct.__new__(S.Struct).size","S.Struct.__new__(S.Struct).format","S.pack.__text_signature__","S.unpack_from.__text_signature__","S.Struct.__text_signature__","S.Struct.pack.__text_signature__","hash(S.Struct('i'))!=0","S.Struct('i').size.__class__"]: tr(s)
class I:
    def __index__(self): return 5
class J:
    def __index__(self): raise KeyError('x')
class B:
    def __bool__(self): raise KeyError('b')
class F:
    def __float__(self): return 1.5
tr("S.pack('b',I())"); tr("S.pack('i',J())"); tr("S.pack('?',B())"); tr("S.pack('f',F())"); tr("S.pack('<q',I())")
class T(S.Struct):
    def __init__(self): super().__init__('>h')
tr("T().pack(5)"); tr("T(1)")
print([n for n in dir(S) if n[0]!='_'], [n for n in dir(S.Struct) if n[0]!='_'])
