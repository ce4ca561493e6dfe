# Exit codes and signals.
for code in 'pass' 'import sys; sys.exit()' 'import sys; sys.exit(5)' 'import sys; sys.exit("text")' 'raise SystemExit' 'raise SystemExit(256)' 'raise SystemExit(-1)' 'raise KeyboardInterrupt' '1/0' 'import os; os._exit(9)' 'raise SystemExit([1])' 'raise SystemExit(None)' 'raise SystemExit(2**70)'; do
  $PYTHON -c "$code" 2>/dev/null
  echo "$code -> $?"
done
(exec 2>/dev/null; $PYTHON -c 'import os, signal; os.kill(os.getpid(), signal.SIGTERM)'; echo "SIGTERM $?")
$PYTHON -c 'import atexit; atexit.register(print, "at exit"); atexit.register(print, "first"); print("body")'
$PYTHON -c 'import atexit; atexit.register(lambda: 1/0); print("body")' 2>&1 | tail -1
