# Compiled modules: written, used, renewed when the source changes.
mkdir -p tmp_pycache
cd tmp_pycache
unset PYTHONDONTWRITEBYTECODE
echo 'v = 1' >m.py
$PYTHON -c 'import m, os; print(m.v, os.path.isdir("__pycache__"), m.__cached__.startswith(os.path.join(os.getcwd(), "__pycache__")))'
$PYTHON -c 'import m; print(m.v)'
sleep 0.01
echo 'v = 22' >m.py
$PYTHON -c 'import m; print(m.v)'
echo 'v = ' >m.py
$PYTHON -c 'import m' 2>&1 | tail -1
rm m.py
$PYTHON -c 'import m' 2>&1 | tail -1
mkdir __pycache__2
echo 'v = 3' >n.py
$PYTHON -B -c 'import n, os; print(n.v, [f for f in os.listdir("__pycache__") if f.startswith("n.")])'
cd ..
rm -r tmp_pycache
