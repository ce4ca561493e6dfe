# -m: modules and packages.
mkdir -p tmp_module/pkg
cd tmp_module
echo 'import sys; print(__name__, sys.argv[1:], __package__, __spec__.name)' >mod.py
echo 'print("init")' >pkg/__init__.py
echo 'from . import other; print(__name__, __package__, other.v)' >pkg/__main__.py
echo 'v = __name__' >pkg/other.py
$PYTHON -m mod a b
$PYTHON -m pkg
$PYTHON -m pkg.other
$PYTHON -m no_such_mod 2>&1 | sed 's/^[^ ]*: //'
$PYTHON -m pkg.nope 2>&1 | sed 's/^[^ ]*: //'
cd ..
rm -r tmp_module
