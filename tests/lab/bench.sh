# bench: measuring, failures, interruption and resumption. The interpreters are shell scripts that print what the harness would.
suite=$tmp/suite; mkdir -p "$suite"
printf '# tags: quick, one\nprint()\n' >"$suite/a.py"
printf '# tags: quick\nprint()\n' >"$suite/b.py"
printf '# tags: start\n# kind: process\n' >"$suite/start.py"
printf 'no head: not a program\n' >"$suite/helper.py"
# make_fake NAME SECONDS [CASE]: an interpreter whose measurements take SECONDS; CASE is a shell case arm on the program's name
make_fake() {
  cat >"$tmp/$1" <<END
#!/bin/sh
[ "\$1" = -c ] && { echo "fake 1.0 $1"; exit; }
prog=\$(basename "\$1" .py); shift
echo "$1 \$prog \$*" >>"$tmp/calls"
case \$prog in ${3:-}
start) exit 0 ;;
esac
case "\$1" in
--calibrate) printf 'warmup %s\nloops 2\n' $2 ;;
--loops) i=0; while [ \$i -lt \$4 ]; do echo "warmup $2"; i=\$((i+1)); done
         i=0; while [ \$i -lt \$6 ]; do echo "value $2"; i=\$((i+1)); done ;;
esac
END
  chmod +x "$tmp/$1"
}
bench() { "$cwlab" bench --suite "$suite" --cpu none -q --processes 3 --values 2 --least 0.001 "$@"; }

make_fake fast 0.010
make_fake slow 0.020
: >"$tmp/calls"
check_exit "two interpreters" 0 'slow: 3 of 3 benchmarks whole' bench --interpreter "fast=$tmp/fast" --interpreter "slow=$tmp/slow" -o "$tmp/r"
check_exit "the ratio is right" 0 '\| a .*20\.0 ms: 2\.00x slower' "$cwlab" compare "$tmp/r/fast.json" "$tmp/r/slow.json" --table
check_exit "tags are in the file" 0 "Benchmarks with tag 'one':" "$cwlab" compare "$tmp/r/fast.json" "$tmp/r/slow.json" --table --group-by-tag
check_that "interleaved: after fast comes slow" grep -q -A1 -m1 '^fast a --loops' "$tmp/calls"
check_exit "the order rotates" 0 '^slow a --loops' grep -B1 '^fast a --loops' "$tmp/calls"
cp "$tmp/r/fast.json" "$tmp/before.json"; : >"$tmp/calls"
check_exit "nothing is measured twice" 0 'fast: 3 of 3' bench --interpreter "fast=$tmp/fast" --interpreter "slow=$tmp/slow" -o "$tmp/r"
check_that "no process was started for it" test ! -s "$tmp/calls"
check_python "pyperf's format" - "$tmp/r/fast.json" <<'END'
import json, sys
d = json.load(open(sys.argv[1]))
assert d["version"] == "1.0" and len(d["benchmarks"]) == 3
for b in d["benchmarks"]:
    runs = b["runs"]
    assert "calibrate_loops" in runs[0]["metadata"] and "values" not in runs[0]
    assert len(runs) == 4 and all(len(r["values"]) == 2 and len(r["warmups"]) == 1 for r in runs[1:])
END

check_exit "another interpreter under the same name" 2 'holds results of another interpreter' bench --interpreter "fast=$tmp/slow" -o "$tmp/r/fast.json"
check_exit "overwrite" 0 'fast: 3 of 3' bench --overwrite --interpreter "fast=$tmp/slow" -o "$tmp/r/fast.json"
echo '{"version": "1.0", "bench' >"$tmp/half.json"
check_exit "a half file is not taken for whole" 2 'half\.json: line ' bench --interpreter "fast=$tmp/fast" -o "$tmp/half.json"

make_fake crashing 0.01 'a) kill -SEGV $$ ;;'
check_exit "a crash: the others go on" 1 'FAILED a under crashing: killed by Segmentation fault' bench --interpreter "crashing=$tmp/crashing" -o "$tmp/c.json"
check_exit "what did not crash is in the file" 0 '^Ignored benchmarks \(1\)' "$cwlab" compare "$tmp/r/slow.json" "$tmp/c.json" --table
make_fake hanging 0.01 'b) sleep 100 ;;'
check_exit "a hang" 1 'FAILED b under hanging: no end after 1 seconds' bench --timeout 1 --interpreter "hanging=$tmp/hanging" -o "$tmp/h.json"
make_fake wrong 0.01 'a) echo "wrong answer: 1 instead of 2" >&2; exit 1 ;;'
check_exit "a wrong answer" 1 'FAILED a under wrong: exit code 1: wrong answer: 1 instead of 2' bench --interpreter "wrong=$tmp/wrong" -o "$tmp/w.json"
make_fake chatty 0.01 'a) echo hello ;;'
check_exit "output that is not the harness's" 1 "FAILED a under chatty: printed 'hello" bench --interpreter "chatty=$tmp/chatty" -o "$tmp/t.json"
check_exit "no such interpreter" 2 "'/nowhere/x' is not an executable" bench --interpreter "x=/nowhere/x" -o "$tmp/x.json"
check_exit "no such program" 2 'has no program called zzz' bench --only zzz --interpreter "fast=$tmp/fast" -o "$tmp/x.json"
check_exit "a folder that cannot be written" 2 '/proc/' bench --interpreter "fast=$tmp/fast" -o /proc/nowhere/x.json

# Interruption: a program that takes its time, ended by a signal, then run again.
make_fake steady 0.01 'a) sleep 0.2 ;;'
for signal in INT KILL; do
  rm -f "$tmp/s.json"; : >"$tmp/calls"
  setsid "$cwlab" bench --suite "$suite" --cpu none -q --processes 6 --values 2 --least 0.001 --interpreter "steady=$tmp/steady" -o "$tmp/s.json" >"$tmp/out" 2>&1 &
  pid=$!
  i=0; while [ ! -s "$tmp/s.json" ] && [ $i -lt 100 ]; do sleep 0.1; i=$((i + 1)); done
  sleep 0.5; kill -$signal $pid; { wait $pid; code=$?; } 2>/dev/null
  check_python "$signal: a whole file is left" -m json.tool "$tmp/s.json" "$tmp/s.check"
  before=$(grep -c . "$tmp/calls")
  [ $signal = KILL ] || check_that "INT: exit code 130" test $code = 130
  check_exit "$signal: the same command goes on" 0 'steady: 3 of 3 benchmarks whole' \
    "$cwlab" bench --suite "$suite" --cpu none -q --processes 6 --values 2 --least 0.001 --interpreter "steady=$tmp/steady" -o "$tmp/s.json"
  check_that "$signal: at most what was under way is measured again" test "$(grep -c '^steady a --loops' "$tmp/calls")" -le 7
done

check_exit "noise" 0 '^The same build against itself, 3 benchmarks' "$cwlab" noise --suite "$suite" --cpu none -q --processes 3 --values 2 --least 0.001 --interpreter "fast=$tmp/fast"

# Every program of the real suite has tags, and the suite is as large as promised.
check_that "the suite has 25 programs and more" test "$(grep -l '^# tags:' "$root"/bench/*.py | wc -l)" -ge 25
