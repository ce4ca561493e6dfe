# Scripts: their arguments, __file__, sys.path[0], and what cannot be opened.
mkdir -p tmp_script/sub
echo 'import sys; print(sys.argv, __file__.split("/")[-1], sys.path[0].split("/")[-1]); import helper; print(helper.x)' >tmp_script/sub/main.py
echo 'x = "helper found"' >tmp_script/sub/helper.py
$PYTHON tmp_script/sub/main.py 1 2
cd tmp_script
$PYTHON sub/main.py
echo 'print("package main", __name__, __package__)' >sub/__main__.py
$PYTHON sub
cd ..
$PYTHON tmp_script/nope.py 2>&1 | sed 's/^[^ ]*: //; s/[^ ]*nope/nope/'
rm -r tmp_script
