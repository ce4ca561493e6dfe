# f-strings: expressions, conversions, format specs, nesting, debug form (PEP 498, 701).
x, y, name = 5, 3.14159, "World"
print(f"{x} {y} {name}", f"{x + 1}", f"{x!r} {name!r} {name!s} {'é'!a}", f"{{}} {{{x}}} }}{{")
print(f"{y:.2f}|{x:5}|{x:<5}|{x:^5}|{x:05}|{name:>10}|{name:*^11}|{x:+}|{x:x}|{x:#b}|{1234567:,}|{0.5:%}|{name!r:>10}")
w, p = 10, 3
print(f"{y:{w}.{p}}|{y:{w}.{p}f}|{name:{'>'}{w}}|{x:{'0'}{w}}|{y:{w if p else 0}}")
print(f"{x=} {x = } {x =} {x= } {name=} {name=!s} {y=:.2f} {y = :8.1f} {x + 1 = } {x==5=} {f(1)=}" if (f := lambda a: a) else 0)
print(f"{'nested ' + f'{x} {f'{y:.1f}'}'}", f"{"same quotes"}", f'{'a' 'b'}', f"{"\n".join(["a", "b"])}")
print(f"""triple {
    x +
    1  # comment
} {name
!r} end""")
print(f"{(lambda a: a * 2)(4)} {[i for i in range(3)]} { {'k': 1}['k'] } {x if x > 3 else y} {(z := 7)} {z}")
print(f"{x!r:^{w}}", f"{x:{w}}" f"{x}" "plain {x}" rf"\n{x}", fr"\{x}", F"{x}", Rf"{x}\t")
print(f"", f"{''}", f"{x}" "", "" f"{x}", "a" f"{x}" "b" f"{y:.1f}" 'c')
print(f"\x41\u00e9\N{BULLET}{x}\t|", f"{x}\\{y}", f"{'\x41'}", f"{chr(65)}\n".encode())


class F:
    def __format__(self, spec): return f"<{spec!r}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"


o = F()
print(f"{o} {o:abc} {o!s} {o!r:>6} {o!s:<5}| {o:{x}{y}} {o:a{'b'}c} {o:%Y-%m-%d} {o: } {o:{{}}} {o:!r} {o::}")
print(f"{o=} {o=!r} {o=:x} {o=!s:>5}")
print(f"{x:{'{'}>10}" if False else "skip", f"{x:}" , f"{x!s:}")
print(f"{1,2}", f"{1, *[2, 3]}", f"{yield_ if (yield_ := 0) else 'e'}", f"{not x}", f"{-x}", f"{x:>{'1'}{'0'}}", f"{*'ab',}")
def g():
    v = f"{yield 1}"
    print(v)
for _ in g(): pass
print(f"{'a' if True else 'b'!r}", f"{x != 5}", f"{x!=5}", f"{x>=5} {x<=5} {x==5}", f"{'!'}{':'}", f"{ x }", f"{x:\x3e5}|")
errs = [lambda: f"{undefined_name}", lambda: f"{x:q}", lambda: f"{name:d}", lambda: f"{[]:>5}", lambda: f"{x:{name}}", lambda: f"{1/0}", lambda: f"{None:5}", lambda: f"{x:,_}"]
for e in errs:
    try:
        print(e())
    except Exception as ex:
        print(type(ex).__name__, ex)
d = {"a": {"b": [1, 2]}}
print(f"{d["a"]["b"][-1]} {d['a']=} {len(d)!r} {d.get("zz")}")
s = "outer"
print([f"{s}{i}" for i in range(2)], (lambda: f"{s}")(), f"{f"{f"{f"{1+1}"}"}"}")
print(f'''{
s
}''', f"{s!r
}", f"{x:{w
}}")
long = f"one {x} " \
    f"two {y:.1f} " \
    "three"
print(long, f"{x}" == "5", type(f"{x}").__name__, f"{long!r:.8}")
