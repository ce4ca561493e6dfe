# -V, -O, -W, -X, -I, -E, -S, -B, -q, -u, -x and what is unknown.
$PYTHON -V | sed 's/.* //; s/\(3\.14\)\..*/\1/'
$PYTHON --version | sed 's/.* //; s/\(3\.14\)\..*/\1/'
$PYTHON -O -c 'print(__debug__); assert 0'
$PYTHON -OO -c 'import sys; print(sys.flags.optimize)'
$PYTHON -I -c 'import sys; print(sys.flags.isolated, sys.flags.ignore_environment, sys.flags.no_user_site)'
$PYTHON -E -S -B -c 'import sys; print(sys.flags.ignore_environment, sys.flags.no_site, sys.flags.dont_write_bytecode, sys.dont_write_bytecode)'
$PYTHON -W error -c 'import warnings; warnings.warn("w")' 2>&1 | tail -1
$PYTHON -W ignore -c 'import warnings; warnings.warn("w"); print("quiet")'
$PYTHON -Wd -c 'import sys; print(sys.warnoptions)'
$PYTHON -X dev -X utf8=0 -X custom=1 -c 'import sys; print(sys._xoptions)'
$PYTHON -u -c 'import sys; print(sys.stdout.write_through)'
$PYTHON -bb -c 'print(b"a" == "a")' 2>&1 | tail -1
$PYTHON -c 'import sys; print(sys.flags.bytes_warning)' -b
$PYTHON --nope 2>&1 | head -1 | sed 's/^[^ ]*: //'; $PYTHON --nope >/dev/null 2>&1; echo "code $?"
$PYTHON -z 2>&1 | head -1 | tr A-Z a-z
$PYTHON -c 2>&1 | head -1 | tr A-Z a-z; $PYTHON -c >/dev/null 2>&1; echo "code $?"
printf 'not python at all\nprint("second line")\n' >tmp_options.py; $PYTHON -x tmp_options.py; rm tmp_options.py
