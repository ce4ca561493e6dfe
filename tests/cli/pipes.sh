# Output into closed pipes, big output, reading lines, binary streams.
$PYTHON -c 'for i in range(100000): print("line", i)' 2>/dev/null | head -2
$PYTHON -c 'print("x" * 1000000)' | wc -c
seq 5 | $PYTHON -c 'import sys
for line in sys.stdin: print(int(line) * 2, end=" ")
print()'
printf 'a\nb\nc' | $PYTHON -c 'import sys; print(sys.stdin.readline(), sys.stdin.readlines(), sys.stdin.read() == "")'
printf '\377\376' | $PYTHON -c 'import sys; print(sys.stdin.buffer.read())'
printf 'caf\303\251' | $PYTHON -c 'import sys; s = sys.stdin.read(); print(s, len(s))'
printf '\377' | $PYTHON -c 'import sys
try: print(ascii(sys.stdin.read()))
except UnicodeDecodeError as e: print(e)'
$PYTHON -c 'import sys; sys.stdout.buffer.write(b"\xff\n"); sys.stdout.flush()' | od -An -tx1
$PYTHON -c 'import sys; print("out"); print("err", file=sys.stderr); sys.stdout.flush(); print("out2")' 2>&1 >/dev/null
$PYTHON -c 'print("no newline", end="")'; echo '|'
$PYTHON -c 'input()' </dev/null 2>&1 | tail -1
$PYTHON -c 'import sys; sys.stdout.close()'; echo "code $?"
$PYTHON -c 'import sys; print(sys.stdin.isatty(), sys.stdout.isatty())' </dev/null | cat
