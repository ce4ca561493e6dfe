# tags: startup
# kind: process
# An interpreter that starts, does next to nothing, and ends.
import sys

if not sys.argv[0].endswith("startup.py"):
    raise SystemExit("not called as a script")
