# kernels: ratios of minima, floors, failures. The interpreters are shell scripts.
mkdir -p "$tmp/kernels"
printf '# kernel: one thing\n# floor: 2\n' >"$tmp/kernels/one.py"
printf '# kernel: another\n# floor: 3\n' >"$tmp/kernels/two.py"
printf '#!/bin/sh\necho 0.5\n' >"$tmp/old"
printf '#!/bin/sh\ncase $1 in *one.py) echo 0.2 ;; *) echo 0.25 ;; esac\n' >"$tmp/new"
printf '#!/bin/sh\ncase $1 in *one.py) echo Traceback >&2; exit 1 ;; *) echo nothing ;; esac\n' >"$tmp/failing"
chmod +x "$tmp/old" "$tmp/new" "$tmp/failing"
kernels() { "$cwlab" kernels --dir "$tmp/kernels" --runs 2 --ref "$tmp/old" "$@"; }
check_exit "below a floor" 1 '^two +another +500\.0 ms +250\.0 ms +2\.00x +3\.0x +BELOW ITS FLOOR' kernels --new "$tmp/new"
check_that "above it" grep -qE '^one .* 2\.50x +2\.0x +ok' "$tmp/out"
check_exit "without floors" 0 '2\.00x +3\.0x' kernels --new "$tmp/new" --no-floor
check_exit "only one" 0 '^one' kernels --new "$tmp/new" --only one
check_exit "a failing kernel" 1 'new: exit code 1: Traceback' kernels --new "$tmp/failing"
check_that "output that is no time" grep -q "new: printed 'nothing" "$tmp/out"
check_exit "no such interpreter" 1 'could not be started: No such file' kernels --new "$tmp/nowhere"
check_that "every kernel of the project says what it demands" test "$(ls "$root"/bench/kernels/*.py | wc -l)" = "$(grep -l '^# floor: [0-9]' "$root"/bench/kernels/*.py | wc -l)"
