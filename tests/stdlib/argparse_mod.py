# argparse: help, subcommands, errors.
import argparse
import sys
p = argparse.ArgumentParser(prog="tool", description="What the tool does.", epilog="The end.", color=False)
p.add_argument("files", nargs="*", help="input files")
p.add_argument("-v", "--verbose", action="count", default=0, help="say more")
p.add_argument("-o", "--output", metavar="FILE", default="out.txt", help="where to (default: %(default)s)")
p.add_argument("--level", type=int, choices=[1, 2, 3], default=1)
p.add_argument("--flag", action=argparse.BooleanOptionalAction)
g = p.add_mutually_exclusive_group()
g.add_argument("--fast", action="store_true")
g.add_argument("--slow", action="store_true")
p.print_help()
print(p.parse_args(["a", "b", "-vv", "--output=x", "--level", "2", "--no-flag"]))
print(p.parse_args([]), p.parse_known_args(["--zzz", "q"]))
sub = argparse.ArgumentParser(prog="git", color=False)
s = sub.add_subparsers(dest="cmd", required=True)
add = s.add_parser("add", help="add things")
add.add_argument("path", nargs="+")
add.add_argument("-n", type=float, action="append")
print(sub.parse_args(["add", "x", "y", "-n", "1.5", "-n2"]))
sub.print_help()
add.print_usage()
sys.stderr = sys.stdout
for parser, args in ((p, ["--level", "9"]), (p, ["--level", "x"]), (p, ["--fast", "--slow"]), (p, ["--nope"]), (p, ["-o"]), (sub, []), (sub, ["zzz"]), (sub, ["add"])):
    try:
        parser.parse_args(args)
    except SystemExit as e:
        print("exit", e.code)
