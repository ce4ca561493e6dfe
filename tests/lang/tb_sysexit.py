# SystemExit with a message: printed on stderr, code 1.
import sys
print("before")
try:
    sys.exit("the message")
finally:
    print("finally runs")
