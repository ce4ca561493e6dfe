# Template strings (PEP 750).
name, n = "World", 42
t = t"Hello {name}!"
print(type(t), t.strings, t.values, len(t.interpolations))
i = t.interpolations[0]
print(type(i), i.value, i.expression, i.conversion, repr(i.format_spec), i)
print(t)
print(list(t"a{1}b{2}"), list(t"{1}{2}"), t"".strings, t"plain".values, list(t""), list(t"x"))
u = t"{n:>5} {n!r} {n + 1:{n}} {n=} {n = !s:x}"
for i in u.interpolations:
    print(i.value, repr(i.expression), i.conversion, repr(i.format_spec))
print(u.strings)
print((t"a{n}" + t"{n}b").strings, (t"a" t"b{n}").strings, (t"{n}" t"{n}").strings)


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: t"a" + "b")
attempt(lambda: "a" + t"b")
attempt(lambda: t"{undefined_thing}")
attempt(lambda: t"{1 / 0}")
attempt(lambda: setattr(t, "strings", 1))
attempt(lambda: t == t"Hello {name}!")
attempt(lambda: t == t)
attempt(lambda: hash(t) == hash(t))
attempt(lambda: t[0])
attempt(lambda: len(t))
attempt(lambda: str(t).startswith("Template("))


def html(template):
    from string.templatelib import Interpolation
    return "".join(str(p.value).replace("<", "&lt;") if isinstance(p, Interpolation) else p for p in template)


print(html(t"<b>{'<script>'}</b>"))
print(rt"\n{n}".strings, tr"\{n}".strings, Tr"x".strings, t"{{}}".strings, t'''multi
{n}'''.strings, t"{'nested' + f'{n}'}".values, t"{t"{n}"}".values[0].values)
match t"{n}".interpolations[0]:
    case i if i.value == 42:
        print("matched", i.expression)
from string.templatelib import Template, Interpolation
T = Template("a", Interpolation(1, "x", "r", ".2"), "b", "c", Interpolation(2))
print(T.strings, T.values, T, Template().strings, Template(Interpolation(1)).strings)
print(Interpolation.__match_args__, Interpolation(5, "e"))
match Interpolation(1, "ex", None, "spec"):
    case Interpolation(v, e, c, s):
        print(v, e, c, s)
attempt(lambda: Template(5))
attempt(lambda: Interpolation(1, 2))
attempt(lambda: Interpolation(1, "x", "q"))
attempt(lambda: Interpolation())
print(t"{lambda_ if (lambda_ := 3) else 0}".values, [t"{v}".values for v in "ab"], t"{n!a}".interpolations[0].conversion)
for src in ("t'{'", "t'{}'", "f'a' t'b'", "t'a' 'b'", "b'a' t'b'", "t'{a!x}'", "tf''", "ut''", "bt''", "t'}'"):
    try:
        compile(src, "s", "eval")
        print(src, "ok")
    except SyntaxError as e:
        print(src, "|", e.msg)
