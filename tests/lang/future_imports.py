# __future__ statements.
"docstring is allowed before"
from __future__ import division, print_function
from __future__ import (unicode_literals, absolute_import,)
from __future__ import generators as g, with_statement
import __future__
print(division.optional, division.mandatory, g, __future__.all_feature_names)
print(1 / 2)
for src in ("x = 1\nfrom __future__ import division", "from __future__ import nope", "from __future__ import braces", "from __future__ import *", "from __future__ import barry_as_FLUFL\nprint(1 <> 2)",
            "'doc'\nfrom __future__ import division", "'doc'; 'two'\nfrom __future__ import division", "import sys\nfrom __future__ import division", "def f():\n from __future__ import division", "from __future__ import barry_as_FLUFL\n1 != 2", "1 <> 2"):
    try:
        exec(src, {})
        print("ok")
    except SyntaxError as e:
        print(e.msg, e.lineno)
