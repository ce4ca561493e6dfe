# f-strings: what the compiler refuses, with message and place.
for src in ("f'{'", "f'}'", "f'{}'", "f'{ }'", "f'{a'", "f'{a!}'", "f'{a!x}'", "f'{a!rr}'", "f'{a! r}'", "f'{a!r :5}'", "f'{a:{b:{c:{d}}}}'", "f'{a b}'", "f'{a[}'", "f'{)}'", "f'{(}'",
            "f'{!r}'", "f'{:5}'", "f'{=}'", "f'{a=!}'", "f'{lambda x: 1}'", "f'{*a}'", "f'{a:=5}'", "f'{a;b}'", "f'{#}'", "f'{a", "f'''{a", "f'{a!s!r}'", "f'{a:{}}'", "f'{**a}'", "f'{import x}'",
            "b'' f''", "bf''", "fu''", "f'{a$b}'", "f'{1 +}'", "f'{a = b = c}'", "f'\\N{nope}'", "f'{a!\"r\"}'", "f'{await x}'", "f'{}}'", "f'{{}'", "f'{a}}'", "f'{a:}}'", "f'{a", "f\"{'\"", "f'{yield}'",
            "f'{a}' = 1", "f'{a}' += 1", "del f'{a}'", "for f'{a}' in x: pass", "f'x'.a = 1", "f'{x:{y}' z", "f'{ = }'", "f'{x:=}'"):
    try:
        compile(src, "s", "exec")
        print(src, "ok")
    except SyntaxError as e:
        print(src, "|", type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
