# Ctrl-C ends a loop, a sleep and a long computation, with a traceback and the signal's exit code.
run() { # the program says when it is ready
  $PYTHON -c "$1" >tmp_interrupt.out 2>tmp_interrupt.err &
  pid=$!
  for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    grep -q ready tmp_interrupt.out && break
    sleep 0.1
  done
  kill -INT "$(cut -d' ' -f2 tmp_interrupt.out)"
  wait $pid
  echo "code $?"
  tail -1 tmp_interrupt.err
}
# Background commands of a shell ignore SIGINT: Python must be told to take it.
prelude='import signal, os, sys; signal.signal(signal.SIGINT, signal.default_int_handler); print("ready", os.getpid(), flush=True)'
run "$prelude
while True: pass"
run "$prelude
import time; time.sleep(15)"
run "$prelude
try:
    while 1: pass
except KeyboardInterrupt: print('caught', file=sys.stderr)"
run "$prelude
x = 10 ** 10 ** 8"
rm -f tmp_interrupt.out tmp_interrupt.err
