# assert.
assert True
assert 1, "never shown"
for f in ("assert 0", "assert 0, 'message'", "assert [], ('a', 1)", "assert not 1, 1/0 and 2", "assert x == 2, f'{x=}'"):
    try:
        x = 1
        exec(f)
    except Exception as e:
        print(type(e).__name__, e, e.args)


def check(v):
    assert isinstance(v, int) and v > 0, "positive int wanted"
    return v


print(check(3))
try:
    check(-1)
except AssertionError as e:
    print(e)
try:
    assert False
except AssertionError as e:
    print(repr(e), str(e) == "")
AssertionError_ = AssertionError
AssertionError = ValueError
try:
    assert False, "still the real one"
except AssertionError_ as e:
    print(type(e).__name__, e)
print(__debug__)
