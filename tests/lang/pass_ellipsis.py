# Statements that do nothing, semicolons, line joining, comments, indentation.
pass
...
"string statement"
1
None
x = 1; y = 2; print(x, y);
if x: pass; print("same line")
def f(): ...
print(f())
class C: ...
print(C.__name__)
if True:
	print("tab indented")
if True:
  print("two")
if True:
        print("eight")
total = 1 + \
    2 + \
    3
print(total)
values = [
    1,  # comment
    # only a comment

    2,
]
print(values)
def g(
    a,
    b=2,  # trailing comma below
    *,
    c=3,
):
    # comment first
    return (a +
            b
            + c)  # comment last
# comment at odd indentation
    # another
print(g(1))
if (x ==
        1 and
    y == 2):
    print("joined")


for _ in range(1): print("for"); print("one line")
while False: pass
else: print("else one line")
try: 1 / 0
except ZeroDivisionError: print("except one line")
else: print("no")
finally: print("finally one line")
with open(__file__) as fh: first = fh.readline()
print(first.strip())
lam = lambda: \
    5
print(lam())
s = """a
b"""; print(s)
print(
)
print("end")  # no newline needed after this
