# An indentation error in the program itself.
def f():
    a = 1
  b = 2
