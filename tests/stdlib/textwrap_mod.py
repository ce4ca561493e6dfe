# textwrap and string.
import textwrap
import string
text = "The quick brown fox -- a well-known, over-used animal -- jumped over the lazy dog; supercalifragilisticexpialidocious! " * 2
for w in (20, 45):
    print(textwrap.fill(text, w, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 50), textwrap.shorten(text, 30, placeholder="~"))
print(textwrap.dedent("""
    a
      b
    	c
"""), textwrap.indent("a\n\nb\n", "> "), textwrap.indent("a\n\nb\n", "> ", lambda l: True))
print(textwrap.wrap("aaaa bbbb cccc dddd", 9, max_lines=1), textwrap.wrap("tab\there  x", 20, expand_tabs=True, drop_whitespace=False), textwrap.wrap("", 5), textwrap.wrap("abcdefghij", 3, break_long_words=True))
try:
    textwrap.wrap("a", 0)
except ValueError as e:
    print(e)
t = string.Template("$who likes ${what}s, costs $$5, ${missing}")
print(t.safe_substitute(who="tim", what="kung fu"), t.get_identifiers(), t.is_valid())
try:
    t.substitute(who="x", what="y")
except KeyError as e:
    print("KeyError", e)
try:
    string.Template("$ bad").substitute()
except ValueError as e:
    print(e)
print(string.capwords("hello big   world"), string.ascii_letters, string.digits, string.punctuation, string.hexdigits, repr(string.whitespace))
class F(string.Formatter):
    def get_value(self, k, a, kw): return kw.get(k, f"<{k}>") if isinstance(k, str) else a[k]
print(F().format("{a} {b} {0!r:>5}", "x", a=1), list(string.Formatter().parse("a{b!r:>{w}}c{{}}")))
