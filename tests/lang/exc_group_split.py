# Making, splitting and catching exception groups; what catching and with refuse.
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
t(lambda: ExceptionGroup()); t(lambda: ExceptionGroup(1,2)); t(lambda: ExceptionGroup("x",2)); t(lambda: ExceptionGroup("x",[])); t(lambda: ExceptionGroup("x",[1])); t(lambda: ExceptionGroup("x",[ValueError(),KeyboardInterrupt()]))
t(lambda: BaseExceptionGroup("x",[ValueError(),KeyboardInterrupt()])); t(lambda: type(BaseExceptionGroup("x",[ValueError()])))
class E(ExceptionGroup): pass
class B(BaseExceptionGroup): pass
class BE(BaseExceptionGroup, ValueError): pass
t(lambda: E("x",[KeyboardInterrupt()])); t(lambda: type(B("x",[ValueError()]))); t(lambda: BE("x",[KeyboardInterrupt()]))
t(lambda: ExceptionGroup("x",{1:2})); t(lambda: ExceptionGroup("x",(ValueError(),)).args); t(lambda: repr(ExceptionGroup("x",[ValueError(1)]))); t(lambda: repr(ExceptionGroup("x",(ValueError(1),))))
l=[ValueError(1)]; g=ExceptionGroup("x",l); l.append(3); t(lambda: repr(g)); t(lambda: g.args); t(lambda: g.exceptions)
g.args=(1,2,3); t(lambda: repr(g))
g=ExceptionGroup("x",[ValueError(1),TypeError(2),ExceptionGroup("y",[ValueError(3)])]);
t(lambda: g.split(ValueError)); t(lambda: g.split(5)); t(lambda: g.subgroup((ValueError,5))); t(lambda: g.subgroup(lambda e: isinstance(e,TypeError))); t(lambda: g.subgroup(KeyError)); t(lambda: g.split(ExceptionGroup)); t(lambda: g.subgroup(int))
t(lambda: g.derive([KeyError()])); t(lambda: g.derive(5)); t(lambda: setattr(g,'message',1)); t(lambda: setattr(g,'exceptions',1)); t(lambda: ExceptionGroup("x",[ValueError()],y=1)); t(lambda: str(g)); t(lambda: ExceptionGroup.mro()); t(lambda: ExceptionGroup[int]); t(lambda: ExceptionGroup.__bases__)
class D(ExceptionGroup):
    def derive(self, excs): return 5
t(lambda: D("x",[ValueError(),KeyError()]).split(ValueError))
t(lambda: BaseExceptionGroup.__new__(BaseExceptionGroup,"x",[ValueError()],5))
t(lambda: ExceptionGroup("x",[ValueError()]).split())
t(lambda: ExceptionGroup("x",iter([ValueError()])))
class S:
    def __len__(self): return 1
    def __getitem__(self,i): 
        if i: raise IndexError
        return ValueError()
    def __repr__(self): return 'S()'
t(lambda: repr(ExceptionGroup("x",S())))
t(lambda: g.subgroup(type))
t(lambda: g.subgroup(lambda e:1/0))
t(lambda: g.subgroup([]))
try:
    try: raise ExceptionGroup("a",[ValueError(1),TypeError(2)])
    except* 5: pass
except BaseException as e: print(repr(e), repr(e.__context__))
try:
    try: raise ExceptionGroup("a",[ValueError(1),TypeError(2)])
    except* ExceptionGroup: pass
except BaseException as e: print(repr(e), repr(e.__context__))
try:
    try: raise ValueError(1)
    except* ValueError as e: print(repr(e), e.__traceback__.tb_lineno, e.__context__); raise
except BaseException as e: print(repr(e), repr(e.__context__))
try:
    try: raise ValueError(1)
    except* ValueError as e: raise KeyError(5)
except BaseException as e: print(repr(e), repr(e.__context__))
try:
    try: raise ExceptionGroup("a",[ValueError(1),TypeError(2), KeyError(3)])
    except* ValueError as e: raise KeyError(5)
    except* TypeError as e: raise
except BaseException as e: print(repr(e), repr(e.__context__), e.exceptions[0].__context__)
try:
    try: raise 5
    except 5: pass
except BaseException as e: print(repr(e))
try:
    try: 1/0
    except (ValueError,5): pass
except BaseException as e: print(repr(e))
try:
    try: 1/0
    except ((ValueError,),): pass
except BaseException as e: print(repr(e))
class X: pass
class Y:
    def __enter__(s):pass
try:
    with X(): pass
except BaseException as e: print(repr(e))
try:
    with Y(): pass
except BaseException as e: print(repr(e))
class AX:
    async def __aenter__(s): pass
    async def __aexit__(s): pass
try:
    with AX(): pass
except BaseException as e: print(repr(e))
class AX:
    async def __aenter__(s): pass
try:
    with AX(): pass
except BaseException as e: print(repr(e))
async def f(c):
    async with c: pass
for c in (X(),Y(),AX()):
    try: f(c).send(None)
    except BaseException as e: print(repr(e))
class YY:
    def __enter__(s):pass
    def __exit__(s,*a):pass
try: f(YY()).send(None)
except BaseException as e: print(repr(e))
