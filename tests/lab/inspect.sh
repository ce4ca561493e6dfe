# inspect: the same source in three dispatch forms, as several compilers turn it into machine code, and other people's binaries.
toy=$here/inspect/toy.c

# compile NAME COMPILER FLAGS...: $tmp/NAME, or skip the tests about it
compile() {
  local name=$1 cc=$2; shift 2
  command -v "$cc" >/dev/null || { skip "$cc is not here ($name)"; return 1; }
  "$cc" "$@" "$toy" -o "$tmp/$name" 2>"$tmp/err" && return 0
  fail "$name does not compile"; head -3 "$tmp/err"; return 1
}
# dispatch NAME PATTERN: what inspect says about $tmp/NAME
dispatch() { check_exit "$1" 0 "^dispatch: $2" "$cwlab" inspect --summary "$tmp/$1"; }
# agrees NAME: inspect counts the indirect jumps that objdump shows in the loop and its cold part
agrees() {
  local shown counted
  shown=$(objdump -d --no-show-raw-insn --disassemble=interp_loop "$tmp/$1" | grep -c 'jmp .*\*')
  shown=$((shown + $(objdump -d --no-show-raw-insn --disassemble=interp_loop.cold "$tmp/$1" | grep -c 'jmp .*\*')))
  counted=$("$cwlab" inspect --summary "$tmp/$1" | sed -n 's/^indirect jumps: \([0-9]*\) .*/\1/p')
  check_that "$1: objdump shows $shown indirect jumps, inspect counts $counted" test "$shown" = "$counted"
}

compile gcc12-goto gcc-12 -O2 -fno-crossjumping -fno-gcse -DDISPATCH_GOTO && dispatch gcc12-goto 'replicated: .* for 36 handlers' && agrees gcc12-goto
compile gcc12-crossjumped gcc-12 -O2 -DDISPATCH_GOTO && dispatch gcc12-crossjumped 'partly merged: ' && agrees gcc12-crossjumped
compile gcc12-switch gcc-12 -O2 -DDISPATCH_SWITCH && dispatch gcc12-switch 'merged: 1 dispatch jump for 36 handlers' && agrees gcc12-switch
compile clang19-goto clang-19 -O2 -DDISPATCH_GOTO && dispatch clang19-goto 'merged: 1 dispatch jump for 36 handlers' && agrees clang19-goto
compile clang19-taildup clang-19 -O2 -mllvm -tail-dup-pred-size=5000 -DDISPATCH_GOTO && dispatch clang19-taildup 'replicated: ' && agrees clang19-taildup
compile clang22-goto clang-22 -O2 -DDISPATCH_GOTO && dispatch clang22-goto 'replicated: ' && agrees clang22-goto
compile clang22-switch clang-22 -O2 -DDISPATCH_SWITCH && dispatch clang22-switch 'merged: ' && agrees clang22-switch
for n in 19 22; do
  compile clang$n-tail clang-$n -O2 -DDISPATCH_TAIL && dispatch clang$n-tail 'tail-called: 36 handler functions, 35 dispatch jumps'
done

if compile inner clang-22 -O2 -DDISPATCH_GOTO; then
  check_exit "an inner switch is told from dispatch" 0 ' 6 entries, 6 targets, .*: 1 inner switch jump$' "$cwlab" inspect --summary "$tmp/inner"
  check_exit "json" 0 '"dispatch": "replicated"' "$cwlab" inspect --json "$tmp/inner"
  cp "$tmp/out" "$tmp/inner.json"; check_python "json is JSON" -m json.tool "$tmp/inner.json"
  check_exit "annotate" 0 '; .*dispatch$' "$cwlab" inspect --annotate 'op 9' "$tmp/inner"
  check_exit "annotate an unknown handler" 2 "no handler is called 'op 99'" "$cwlab" inspect --annotate 'op 99' "$tmp/inner"
  check_exit "a function that is not there" 2 'no function is called nothing' "$cwlab" inspect --function nothing "$tmp/inner"
  check_exit "a function that does not dispatch" 0 '^dispatch: none' "$cwlab" inspect --function main "$tmp/inner"
fi
compile named clang-22 -O2 -DNAMES -DDISPATCH_GOTO &&
  check_exit "opcodes by their names" 0 '^JNEI +0x' "$cwlab" inspect "$tmp/named"
compile stripped-goto clang-22 -O2 -s -DDISPATCH_GOTO && dispatch stripped-goto 'replicated: .* for 36 handlers'
compile stripped-tail clang-22 -O2 -s -DDISPATCH_TAIL && dispatch stripped-tail 'tail-called: 36 handler functions'
compile library.so clang-22 -O2 -s -shared -fPIC -DDISPATCH_SWITCH && dispatch library.so 'merged: 1 dispatch jump for 36 handlers'
compile absolute gcc-12 -O2 -no-pie -fno-pic -DDISPATCH_SWITCH && dispatch absolute 'merged: 1 dispatch jump for 36 handlers'
compile thunk gcc-12 -O2 -mindirect-branch=thunk -DDISPATCH_GOTO && dispatch thunk 'partly merged: 10 dispatch'
compile inline-thunk gcc-12 -O2 -mindirect-branch=thunk-inline -DDISPATCH_GOTO && dispatch inline-thunk 'partly merged: 10 dispatch'
compile retpoline clang-22 -O2 -mretpoline -DDISPATCH_TAIL && dispatch retpoline 'tail-called: 36'
compile notrack gcc-12 -O2 -fcf-protection -DDISPATCH_SWITCH &&
  check_exit "notrack jumps" 0 '^indirect jumps: 2 distinct: 2 through a register.* 2 notrack' "$cwlab" inspect --summary "$tmp/notrack"
if command -v ld.lld >/dev/null; then
  arm="--target=aarch64-linux-gnu -ffreestanding -nostdlib -static -fuse-ld=lld -Wl,-e,main -O2"
  compile arm-goto clang-22 $arm -DDISPATCH_GOTO && dispatch arm-goto 'replicated: 38 dispatch jumps for 36 handlers'
  compile arm-switch clang-22 $arm -DDISPATCH_SWITCH && dispatch arm-switch 'merged: 1 dispatch jump for 36 handlers'
  compile arm-tail clang-22 $arm -DDISPATCH_TAIL && dispatch arm-tail 'tail-called: 36 handler functions, 35'
fi

if [ -x /usr/bin/python3.11 ] && [ "$(uname -m)" = x86_64 ]; then
  check_exit "Debian's python3.11, stripped" 0 '^dispatch: replicated: 2[0-9][0-9] dispatch jumps for 18[0-9] handlers' "$cwlab" inspect /usr/bin/python3.11
fi
printf 'not a binary' >"$tmp/text"
check_exit "not ELF" 2 'text: not an ELF file' "$cwlab" inspect "$tmp/text"
check_exit "a missing file" 2 'missing: No such file' "$cwlab" inspect "$tmp/missing"
check_exit "a binary without an interpreter" 2 'no interpreter found' "$cwlab" inspect /bin/true
if compile cut clang-22 -O2 -DDISPATCH_GOTO; then
  head -c 3000 "$tmp/cut" >"$tmp/cut.short"
  "$cwlab" inspect "$tmp/cut.short" >"$tmp/out" 2>&1; check_that "a truncated binary does not crash it" test $? -le 2
fi
