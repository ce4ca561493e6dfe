# Traceback objects: tb_frame, tb_lineno, tb_next, tb_lasti, construction.
import sys


def a():
    b()


def b():
    local = 1
    1 / 0


try:
    a()
except ZeroDivisionError as e:
    tb = e.__traceback__
names = []
while tb:
    names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno, type(tb.tb_lasti).__name__, sorted(tb.tb_frame.f_locals) if tb.tb_frame.f_code.co_name == "b" else None))
    last, tb = tb, tb.tb_next
print(names)
print(type(last).__name__, last.tb_frame.f_lineno, last.tb_frame.f_back.f_code.co_name, last.tb_frame.f_globals is globals())
t = type(last)(None, last.tb_frame, 0, 5)
print(t.tb_lineno, t.tb_next)
t2 = type(last)(t, last.tb_frame, 0, 6)
print(t2.tb_next is t)
t2.tb_next = None
print(t2.tb_next)
for bad in (lambda: setattr(t, "tb_next", t), lambda: setattr(t, "tb_next", 5), lambda: setattr(t, "tb_lineno", 1), lambda: type(last)(1, 2, 3, 4), lambda: delattr(t, "tb_next")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
try:
    try:
        raise ValueError("v")
    except ValueError as e:
        first = e.__traceback__
        raise
except ValueError as e:
    print(e.__traceback__ is first, e.__traceback__.tb_lineno)


def reraise(e): raise e


err = ValueError("again")
for _ in range(2):
    try:
        reraise(err)
    except ValueError as e:
        n, tb = 0, e.__traceback__
        while tb:
            n, tb = n + 1, tb.tb_next
        print(n)
