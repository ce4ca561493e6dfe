# Code longer than a short jump reaches: conditions, loops, handlers and chains across it.
body = "\n".join(f"        s = s + (x if n else {i}) * {i}" for i in range(7000))
source = f"""
def f(n, s):
    x = 2
    for i in range(n):
        if s < 0 or n is None or i == 5:
            continue
{body}
        if s > 10 ** 12: break
    else:
        return "else", s
    while n < 10 and s:
{body}
        n += 4
    try:
        if n > 100:
            raise KeyError
{body}
        return s, d
    except NameError as e:
        return str(e), s
    finally:
        if s == 3:
{body.replace("        ", "            ")}
"""
namespace = {}
exec(source, namespace)
f = namespace["f"]
print(f(0, 1), f(1, 0), f(2, 10 ** 12), f(8, -1))
print(f(5, 10 ** 13))

many = "\n".join(f"    v{i} = {i}" for i in range(3000))
exec(f"def g():\n{many}\n    return v0 + v2999 + len(locals())", namespace)
print(namespace["g"]())
exec(f"x = [{', '.join(str(i) + '.5' for i in range(40000))}]\ny = {{{', '.join(f'{i}: z' for i in range(40000))}}}".replace("z", "x"), namespace)
print(len(namespace["x"]), namespace["x"][-1], len(namespace["y"]), namespace["y"][7] is namespace["x"])
exec("def h(*a, **k): return len(a), len(k)\nprint(h(" + "1, " * 5000 + ", ".join(f"k{i}={i}" for i in range(3000)) + "))", namespace)
exec("t = (" + "h(), " * 3000 + ")\ns = f'" + "{t[0]}" * 3000 + "'", namespace)
print(len(namespace["t"]), len(namespace["s"]))
print(len(eval("+".join(["'a'"] * 3000))), eval("-".join(["t"] * 1500).replace("t", "1.5")))
