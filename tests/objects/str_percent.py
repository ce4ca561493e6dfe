# printf-style formatting of str.
class D(dict): pass
class I:
    def __index__(self): return 255
class N:
    def __int__(self): return 7
class F:
    def __float__(self): return 1.5
class L(int):
    def __str__(self): return 'L!'
    def __repr__(self): return 'LR!'
class Bad:
    def __int__(self): raise ValueError("x")
def show(source):
    try:
        print(source, "->", ascii(eval(source)))
    except Exception as e:
        print(source, "->", type(e).__name__ + ":", ascii(str(e)))


for line in r'''
"a"%1
"a%d"%"x"
"%d"%1.5
"%x"%1.5
"%c"%300000000
"%c"%"ab"
"%c"%1.5
"%c"%-1
"%*d"%("a",1)
"%.*d"%("a",1)
"%s %s"%1
"%(a)s"%1
"%(a)s"%{}
"%(a"%{}
"%z"%1
"%"%1
"%5"%1
"%99999999999999999999d"%1
"%.99999999999999999999d"%1
"%d"%(1,2)
"%s"%()
"%i %u %o %X %#x %#o"%(1,2,8,255,255,8)
"%5.3d|%-5d|%05d|%+d|% d"%(1,2,3,4,5)
"%f %e %g %F %E %G"%(1.5,1.5,1.5,1.5,1.5,1.5)
"%r %a %s"%("é","é","é")
"%.2s|%5s|%-5s|%05s"%("abc","a","b","c")
"%%"%()
"%5%"%()
"%s"%{"a":1}
"%s"%[1]
"%c"%"é"
"%hd %ld %Ld"%(1,2,3)
"%f"%"a"
"%y"%1
"%é"%1
"abc%"%()
"%5%" % (1,)
"%5%" % ()
"%(a)%" % {"a":1}
"%.0c|" % "a"
"%5c|%-5c|%05c|" % ("a","b","c")
"%.1c|"%65
"%*s"%(1<<70,"a")
"%*s"%(-5,"a")
"%.*s"%(-5,"abc")
"%.*f"%(-1,1.5)
"%.s|"%"abc"
"%.f"%1.5
"%#x %#X %#o %#d"%(255,255,8,9)
"%#08x|%#-8x|%# x|%+x"%(255,255,255,255)
"%.5x|%#.5x|%8.5x|%-8.5x|%08.5x"%(255,255,255,255,255)
"%.5d|%+.5d|% .5d|%.5d"%(3,3,3,-3)
"%x %o %d"%(-255,-8,-3)
"%#x %#o"%(-255,-8)
"%08x|%#010x|%+#010x"%(-255,-255,255)
"%x"%I()
"%d"%I()
"%d"%N()
"%x"%N()
"%d"%F()
"%f"%F()
"%f"%I()
"%f"%N()
"%d"%L(5)
"%s"%L(5)
"%d"%True
"%d"%1e300
"%d"%float("inf")
"%d"%float("nan")
"%d"%Bad()
"%d"%"5"
"%d"%None
"%x"%None
"%d"%1j
"%f"%None
"%010.3f|%+.2e|% g|%-10g|%#g|%#.0f"%(3.14159,3.14159,3.14159,3.14159,3.0,3.0)
"%05f|%05g|%+f|% f"%(float("inf"),float("nan"),float("inf"),float("nan"))
"%F %G %E"%(float("inf"),float("nan"),1e100)
"%-05d|"%3
"%+5d|%-+5d|"%(3,3)
"%s %s"%(1,)
"%s"%(1,2)
"%s"%D(a=1)
"a"%D(a=1)
"a"%[1]
"a"%{}
"a"%()
"a"%""
"%(a)s %(b)s"%{"a":1,"b":2}
"%(a)s %s"%{"a":1}
"%(a)*d"%{"a":1}
"%(a(b)c)s"%{"a(b)c":1}
"%()s"%{"":1}
"%(a)s"%"abc"
"%(a)s"%[1]
"%(a)s"%(1,)
"%(a)s"%D(a=3)
"%s"%b"a"
"%r %a"%("\u20ac","\u20ac")
"%c%c%c"%(97,"b",0x1f600)
"%c"%I()
"%c"%L(65)
"%c"%None
"%c"%""
"%c"%1j
"%.3r|%.10a"%("abcdef","é\u20acabc")
"%5s|%-5s|"%("\u20ac","\u20ac")
"%.99999999999d"%1
"%9223372036854775808d"%1
"%l"%1
"%ll"%1
"%lld"%1
"%hhd"%1
"% +d|%+ d"%(1,1)
"%0-5d|%-05d|"%(1,2)
"%d%%"%5
"%%%d"%5
"%\u20ac"%1
"%\n"%1
"%s"%"\u20ac"+"x"
'''.strip().splitlines():
    show(line)
