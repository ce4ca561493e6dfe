# Environment variables.
PYTHONPATH=/some/where:/else $PYTHON -c 'import sys; print([p for p in sys.path if p in ("/some/where", "/else")])'
PYTHONPATH=/some/where $PYTHON -E -c 'import sys; print("/some/where" in sys.path)'
PYTHONHASHSEED=0 $PYTHON -c 'print(hash("abc") == hash("abc"), {"b", "a"} == {"a", "b"})'
PYTHONHASHSEED=nope $PYTHON -c '1' 2>&1 | grep -o 'PYTHONHASHSEED.*'
PYTHONOPTIMIZE=1 $PYTHON -c 'print(__debug__)'
PYTHONWARNINGS=error $PYTHON -c 'import warnings; warnings.warn("w")' 2>&1 | tail -1
PYTHONUNBUFFERED=1 $PYTHON -c 'import sys; print(sys.stdout.write_through)'
PYTHONIOENCODING=latin-1:replace $PYTHON -c 'import sys; print(sys.stdout.encoding, sys.stdout.errors); print("é€")' | od -An -c
PYTHONINTMAXSTRDIGITS=700 $PYTHON -c 'import sys; print(sys.get_int_max_str_digits())'
PYTHONSAFEPATH=1 $PYTHON -c 'import sys; print("" in sys.path, sys.flags.safe_path)'
PYTHONDONTWRITEBYTECODE=1 $PYTHON -c 'import sys; print(sys.dont_write_bytecode)'
NAME=value $PYTHON -c 'import os; print(os.environ["NAME"], os.getenv("NOPE", "default"))'
h1=$($PYTHON -c 'print(hash("abc"))'); h2=$($PYTHON -c 'print(hash("abc"))'); [ "$h1" != "$h2" ] && echo "hashes differ from run to run"
