# -c and what it sees.
$PYTHON -c 'print(1 + 1)'
$PYTHON -c 'import sys; print(sys.argv, __name__, "__file__" in globals())' a -b c
$PYTHON -c 'x = 1
if x:
    print("several lines")
'
$PYTHON -c '   print("indented")'
$PYTHON -c 'pass'; echo "code $?"
$PYTHON -c 'raise SystemExit(3)'; echo "code $?"
$PYTHON -c '1/0'; echo "code $?"
$PYTHON -c 'x ='; echo "code $?"
$PYTHON -c 'def f():
    return undefined
f()'; echo "code $?"
