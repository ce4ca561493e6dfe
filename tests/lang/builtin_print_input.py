# print and input.
import sys
print()
print(1, 2, 3)
print(1, 2, 3, sep="")
print("a", "b", sep=" | ", end="!\n")
print("x", end="")
print("y", flush=True)
print(None, True, 1.5, [1, "a"], {"k": (1,)}, ..., 1j, b"x")
print(*range(3), sep=None, end=None)
print("to stderr", file=sys.stderr)


class W:
    def __init__(self): self.parts = []
    def write(self, s): self.parts.append(s)
    def flush(self): self.parts.append("flushed")


w = W()
print("a", 1, sep="-", end="E", file=w, flush=True)
print(w.parts)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: print(1, sep=5))
attempt(lambda: print(1, end=5))
attempt(lambda: print(1, nope=5))
attempt(lambda: print(1, file=5))


class BadStr:
    def __str__(self): return 5


attempt(lambda: print(BadStr()))
print(input())
print(repr(input("prompt> ")))
print(input("é? ").split())
attempt(lambda: input())
attempt(lambda: input(1, 2))
sys.stdout.write("direct\n")
print(sys.stdout.write("") == 0, sys.stdout.writable(), sys.stdout.encoding.lower())
old = sys.stdout
sys.stdout = w
print("captured")
sys.stdout = old
print(w.parts[-2:])
sys.stdout = None
print("nowhere")
sys.stdout = old
print("tab\there", "nul\0", "bell" "\a", "é€😀")
