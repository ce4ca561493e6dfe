# re.
import re
print(re.findall(r"\d+", "a1b22c333"), re.sub(r"(\w)(\d)", r"\2\1", "a1 b2"), re.split(r"[,;]\s*", "a, b;c"), re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05").groupdict(), re.fullmatch("a+", "aaa").span(), re.search("(b)|(c)", "xc").groups(), re.sub("x*", "-", "abxd"), re.split("(,)", "a,b"), re.findall("(a)(b)?", "aab"))
for p, s in ((r"(?i)hello", "HeLLo"), (r"^\w+$", "abc\n"), (r"a(?=b)", "ab"), (r"(?<!a)b", "cb"), (r"(a|ab)(c|bcd)(d*)", "abcd"), (r"(?:a{2,3}?)", "aaaa"), (r"\bfoo\b", "a foo b"), (r"(?s).+", "a\nb"), (r"(?x) a  b # c", "ab"), (r"(\w+) \1", "hey hey"), (r"[^\W\d_]+", "__é9"), (r"a++b", "aaab"), (r"(?>a*)b", "aab"), (r"\N{BULLET}", "•"), (r"(?P<q>['\"]).*?(?P=q)", "x'a'b\""), (r"(a)?(?(1)b|c)", "ab"), (r"\Aab\Z", "ab"), (r"[a-c&&b]" if False else r"[\]\-a]+", "]-a"), ("€+", "x€€")):
    m = re.search(p, s)
    print(repr(p), m and (m.group(), m.span(), m.groups()))
print(re.sub("(?P<n>a)", r"<\g<n>\g<0>>", "bab"), re.sub("a", lambda m: m.group().upper() * 2, "banana", count=2), re.subn("a", "", "banana"), re.escape("a.b*c é"), [m.start() for m in re.finditer("a", "banana")], re.compile("a").flags, re.compile("(?im)a").pattern, re.compile(b"\\d").findall(b"1a2"))
m = re.search(r"(?P<first>\w+)\s(\w+)", "hello big world")
print(m, m[0], m["first"], m.group(1, 2), m.start(2), m.end(), m.lastindex, m.lastgroup, m.expand(r"\2-\1"), m.string, m.re.groups, m.pos, m.endpos, m.regs)
for bad in ("(", "*a", "a**", "[", "(?P<1>a)", "\\", "(?<=a*)b", "a{2,1}", "(?P<a>x)(?P<a>y)", r"\g", "(?z)", "[z-a]", r"(?P=no)", r"\8"):
    try:
        re.compile(bad)
        print(bad, "ok")
    except re.PatternError as e:
        print(repr(bad), e, e.pos, e.lineno, e.colno)
class Lexer:
    spec = [("NUM", r"\d+(?:\.\d*)?"), ("ID", r"[^\W\d]\w*"), ("OP", r"[-+*/()=]"), ("WS", r"\s+"), ("BAD", ".")]
    rx = re.compile("|".join(f"(?P<{n}>{p})" for n, p in spec))
    def run(self, s): return [(m.lastgroup, m.group()) for m in self.rx.finditer(s) if m.lastgroup != "WS"]
print(Lexer().run("x1 = 3.14 * (yé + 2) ?"))
