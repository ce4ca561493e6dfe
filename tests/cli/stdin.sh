# A program on standard input, with and without "-".
echo 'print("from stdin", __name__)' | $PYTHON
echo 'import sys; print(sys.argv)' | $PYTHON - a b
printf 'x = 5\nif x:\n    print(x)\n\nprint("end")\n' | $PYTHON
printf 'def f():\n    1/0\nf()\n' | $PYTHON; echo "code $?"
printf 'x = (1,\n' | $PYTHON; echo "code $?"
printf '' | $PYTHON; echo "code $?"
