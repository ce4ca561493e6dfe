# The prompt, fed from a file: -i, echo of values, blocks, errors, _.
printf '1 + 1\n_ * 10\n"a"\nNone\nif True:\n    print("block")\n\ndef f(x):\n    return x\n\nf(3)\n1/0\nx = \nprint("still here")\nfor i in range(2): i\n\nimport sys; sys.ps1\nexit(4)\n' | $PYTHON -i -q 2>&1 | grep -v '^Traceback' | sed 's/<python-input-[0-9]*>/<stdin>/; s/<stdin-[0-9]*>/<stdin>/'
printf 'x\n' | $PYTHON -i -q -c 'x = 5' 2>&1
printf 'e\n' | $PYTHON -i -q -c 'raise ValueError("v")' 2>&1 | head -3
