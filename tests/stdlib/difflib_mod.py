# difflib.
import difflib
a = "one\ntwo\nthree\nfour\nfive\n".splitlines(True)
b = "one\ntwo and a half\nthree\nfive\nsix\n".splitlines(True)
print("".join(difflib.unified_diff(a, b, "a.txt", "b.txt")))
print("".join(difflib.context_diff(a, b, "a", "b")))
print("".join(difflib.ndiff(a, b)))
m = difflib.SequenceMatcher(None, "private Thread currentThread;", "private volatile Thread currentThread;")
print(round(m.ratio(), 6), m.get_matching_blocks(), m.get_opcodes(), m.find_longest_match())
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), difflib.get_close_matches("wheel", ["while", "wheels", "heel"], n=2, cutoff=0.7))
print("".join(difflib.restore(difflib.ndiff(a, b), 2)))
s = difflib.SequenceMatcher(lambda c: c == " ", "abcd abc", "abc abcd abc", autojunk=False)
print(s.quick_ratio(), s.real_quick_ratio(), list(s.get_grouped_opcodes(1)))
