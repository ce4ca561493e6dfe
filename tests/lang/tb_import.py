# Errors while importing: no frames of the import machinery between.
import sys
sys.path.insert(0, "fixtures")


def load():
    import broken


try:
    load()
except ValueError as e:
    sys.excepthook(type(e), e, e.__traceback__)
try:
    import broken_syntax
except SyntaxError as e:
    sys.excepthook(type(e), e, e.__traceback__)
try:
    import circular_c
except ImportError as e:
    print(type(e).__name__)
from no_such_package.inner import thing
