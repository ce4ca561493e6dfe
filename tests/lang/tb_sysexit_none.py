# sys.exit() without argument is success, also from nested calls and with a tuple or an odd value inside try.
import sys


def f():
    try:
        sys.exit(3)
    except SystemExit as e:
        print(e.code)
    sys.exit()


f()
