# "Did you mean" after NameError, AttributeError and others.
import sys


def show(f):
    try:
        f()
    except BaseException as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)


class Thing:
    colour = 1
    def __init__(self): self.instance_attr = 1
    def method_name(self): return self.colur
    def uses_bare(self): return colour


counter = 5


def local_names():
    some_value = 1
    return some_valeu


show(lambda: coutner)
show(lambda: pritn(1))
show(local_names)
show(lambda: Thing().method_nam)
show(lambda: Thing().method_name())
show(lambda: Thing().instance_atr)
show(lambda: Thing.color)
show(lambda: Thing().uses_bare())
show(lambda: [].apend(1))
show(lambda: "".uper())
show(lambda: sys.pth)
show(lambda: completely_different_name)
show(lambda: Thing().zzzzzzzzzzzz)
show(lambda: True.x)
show(lambda: tru)
show(lambda: time.sleep(1))
show(lambda: Thing(x=1))


def kw(first, second): pass


show(lambda: kw(frist=1, second=2))


def imp():
    from sys import pth


show(imp)


class Inst:
    def set(self): self.value = 1
    def get(self):
        value
    value = 0


show(lambda: Inst().get())
