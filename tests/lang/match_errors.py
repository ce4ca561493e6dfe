# match: what the compiler refuses.
for src in (
    "match x:\n case a: pass\n case b: pass",
    "match x:\n case _: pass\n case 1: pass",
    "match x:\n case a | 1: pass",
    "match x:\n case 1 | a: pass",
    "match x:\n case [a] | [b]: pass",
    "match x:\n case a, a: pass",
    "match x:\n case [*a, *b]: pass",
    "match x:\n case P(x=1, x=2): pass",
    "match x:\n case {'a': a, 'b': a}: pass",
    "match x:\n case a if a: pass\n case b: pass",
    "match x:\n case (a as b) as b: pass",
    "match x:\n case 1 as _: pass",
    "match x:\n case a.b as c.d: pass",
    "match x:\n case -a: pass",
    "match x:\n case 1 + 1: pass",
    "match x:\n case 1j + 1: pass",
    "match x:\n case f'x': pass",
    "match x:\n case P(a=1, 2): pass",
    "match x:\n pass",
    "match x:\ncase 1: pass",
    "match x:\n case 1:",
    "match x:\n case [a, (b, c)]: pass",
    "match x:\n case 'a' 'b' | b'c': pass",
    "match x:\n case *a: pass",
    "match x:\n case *a,: pass",
    "match x:\n case x(): pass",
    "match x:\n case 1 if 2: pass\n case _: pass",
    "match = 1; case = 2",
    "match x:\n case: pass",
    "match:\n case 1: pass",
):
    try:
        compile(src, "s", "exec")
        print("ok")
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_offset)
