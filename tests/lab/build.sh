# build, show: recipes, the store, failures, interruption. The source is a toy with a Makefile like Coachwhip's.
export CWLAB_HOME=$tmp/home
mkdir -p "$tmp/src"; cp "$here/inspect/toy.c" "$here/build/Makefile" "$tmp/src/"
cc=host-$(basename "$(ls /usr/bin/gcc-[0-9]* | head -1)")
cat >"$tmp/m.ini" <<END
[source toy]
kind = coachwhip
path = $tmp/src
[source gone]
kind = coachwhip
path = $tmp/nowhere
[transform O2]
cflags = -O2
[transform O1]
cflags = -O1
[transform goto]
make.coachwhip = DISPATCH=goto
[transform switch]
make.coachwhip = DISPATCH=switch
[transform slow]
make.coachwhip = SLOW=2
[transform pgo]
pgo = yes
[transform lto]
cflags = -flto
ldflags = -flto
[transform broken]
cflags = -fno-such-flag
[transform taildup]
only = clang
cflags = -mllvm -tail-dup-pred-size=5000
[builds]
goto = toy $cc O2 goto
switch = toy $cc O2 switch
same = toy $cc O2 goto
o1 = toy $cc O1 switch
slow = toy $cc O2 switch slow
pgo-lto = toy $cc O2 goto pgo lto
clang-pgo = toy host-clang-22 O2 goto pgo
broken = toy $cc O2 broken
gone = gone $cc O2
missing = toy clang-23 O2
END
build() { "$cwlab" build --matrix "$tmp/m.ini" "$@"; }

check_exit "a build" 0 '^goto +built in [0-9]+ s' build goto
check_exit "the same again is there" 0 '^goto +already there' build goto
check_exit "another name, the same recipe" 0 '^same +already there' build same
check_exit "another recipe" 0 '^switch +built' build switch
check_exit "show" 0 '^transforms +O2 goto' "$cwlab" show goto
check_exit "show: the compiler" 0 '^compiler gcc' "$cwlab" show goto
check_exit "show: what inspect found" 0 '^dispatch +merged: 1 dispatch jump for 36 handlers' "$cwlab" show switch
check_exit "list" 0 '^goto .* built 20' build --list
check_exit "inspect by name" 0 '^dispatch: merged' "$cwlab" inspect --summary switch
check_exit "profile and link-time optimisation" 0 '^pgo-lto +built' build pgo-lto
check_that "the profile was used" grep -q -- '-fprofile-use' "$CWLAB_HOME/logs/pgo-lto.log"
if command -v clang-22 >/dev/null && command -v llvm-profdata-22 >/dev/null; then
  check_exit "profiles of clang" 0 '^clang-pgo +built' build clang-pgo
fi
check_exit "failures do not stop the others" 1 '^o1 +built' build broken o1 gone missing
check_that "a broken build says where to look" grep -qE '^broken +FAILED: building: exit code [0-9]+: .*error: .*see .*logs/broken\.log' "$tmp/out"
check_that "a missing source is named" grep -qE '^gone +FAILED: source gone: .*nowhere: No such file' "$tmp/out"
check_that "a missing compiler is named" grep -qE '^missing +FAILED: clang-23 is not installed \(cwlab toolchain add clang-23\)' "$tmp/out"
check_that "the log has the compiler's words" grep -q 'fno-such-flag' "$CWLAB_HOME/logs/broken.log"
check_that "no scratch folder is left" test -z "$(ls "$CWLAB_HOME/work")"
echo '/* changed */' >>"$tmp/src/toy.c"
check_exit "a changed source is another recipe" 0 '^goto +built' build goto

for signal in INT KILL; do
  rm -rf "$CWLAB_HOME/store"
  build o1 >/dev/null 2>&1
  setsid "$cwlab" build --matrix "$tmp/m.ini" o1 slow goto >"$tmp/out" 2>&1 &
  pid=$!
  sleep 1; kill -$signal $pid; { wait $pid; code=$?; } 2>/dev/null
  [ $signal = KILL ] || check_that "INT: exit code 130" test $code = 130
  check_that "$signal: no half build in the store" test "$(ls "$CWLAB_HOME"/store | wc -l)" = "$(ls "$CWLAB_HOME"/store/*/record.json | wc -l)"
  sleep 0.5
  check_exit "$signal: the same command goes on" 0 '^slow +built' build o1 slow goto
  check_that "$signal: what was made is not made again" grep -qE '^o1 +already there' "$tmp/out"
  check_that "$signal: scratch folders are swept" test -z "$(ls "$CWLAB_HOME/work")"
done

printf '[source a]\nkind = perl\npath = .\n[builds]\n' >"$tmp/kind.ini"
check_exit "an unknown kind" 2 '\[source a\] kind is neither' "$cwlab" build --matrix "$tmp/kind.ini" --all
printf '[transform a]\ncflag = -O2\n[builds]\n' >"$tmp/tkey.ini"
check_exit "an unknown key" 2 "\[transform a\] has no key 'cflag'" "$cwlab" build --matrix "$tmp/tkey.ini" --all
printf '[source a]\nkind = coachwhip\npath = .\n[builds]\nx = a gcc-99 O2\n' >"$tmp/tc.ini"
check_exit "an unknown toolchain" 2 'build x: there is no toolchain gcc-99' "$cwlab" build --matrix "$tmp/tc.ini" --all
printf '[source a]\nkind = coachwhip\npath = .\n[builds]\nx = a gcc-12 O9\n' >"$tmp/tr.ini"
check_exit "an unknown transformation" 2 'build x: there is no \[transform O9\]' "$cwlab" build --matrix "$tmp/tr.ini" --all
printf '[source a]\nkind = coachwhip\npath = .\n[transform t]\nonly = clang\n[builds]\nx = a gcc-12 t\n' >"$tmp/only.ini"
check_exit "a transformation of the other compiler" 2 'build x: t is for clang, not for gcc-12' "$cwlab" build --matrix "$tmp/only.ini" --all
check_exit "no such build" 2 'has no build zzz' build zzz
check_that "the project's matrix is well-formed" "$cwlab" build --matrix "$root/lab/matrix.ini" --list
unset CWLAB_HOME
