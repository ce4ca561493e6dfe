"""_tokenize.TokenizerIter: tokens, places, errors."""
import _tokenize


def show(readline, **options):
    try:
        for token in _tokenize.TokenizerIter(readline, **options):
            print(token)
    except Exception as e:
        print(type(e).__name__, e)


def text(source):
    print("---", repr(source))
    show(iter(source.splitlines(True)).__next__, extra_tokens=True)


text("a = 1 # c\nx")
text("if x:\n    y\n\n    # late\n  # odd\nz\n")
text("f'{a!r:>{w}} {{}} \\n' t'{b=}' rb'x' '''a\nb'''\n")
text("(1,\n 2) \\\n + 3\n")
text("x: int = 0xFF_FF + 1e5j ** 2 -> ... := @ !=\n")
text("caf\u00e9 = '\u20ac' # \u00fc\n")
text("(\n")
text("if x:\n    y\n  z\n")
text("'abc\n")
text("a $ b\n")
text("")
show(iter([b"a = 1\n", b"b"]).__next__, extra_tokens=True, encoding="utf-8")
show(iter([1]).__next__, extra_tokens=True)
show(iter(["a"]).__next__, extra_tokens=True, encoding="utf-8")
show(lambda: 1 / 0, extra_tokens=True)
show(5, extra_tokens=True)
show(iter([b"a"]).__next__, extra_tokens=True, encoding="foo")
