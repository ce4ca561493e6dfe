# Expressions over several lines: which lines are shown, and what is marked.
import sys


def show(f):
    try:
        f()
    except BaseException as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)


def boom(*a, **k): raise ValueError("boom")


def call_over_lines():
    return boom(
        1,
        2,
        key=[
            3,
            4,
        ],
    )


def binary_over_lines():
    return (1 +
            2 +
            "a" +
            3)


def subscript_over_lines():
    d = {"a": {}}
    return d["a"][
        "b"
    ]


def attribute_chain():
    return (
        "text"
        .upper()
        .nothing
        .lower()
    )


def nested_call():
    return str(int(boom(float(
        "1.5"))))


def in_list():
    return [
        1,
        1 / 0,
        2,
    ]


def in_dict():
    return {
        "a": 1,
        "b": boom(),
    }


def condition():
    if (1 > 0 and
            boom() and
            True):
        pass


def string_join():
    return ("a"
            "b"
            f"{1 / 0}"
            "c")


def long_call(): return boom("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "cccccccccccccccccc")


def comprehension():
    return [
        y
        for x in [[1], None]
        for y in x
    ]


def with_statement():
    with open("/no/such/file"
              ) as f:
        pass


def raise_over_lines():
    raise ValueError(
        "over",
        "lines"
    )


def lambda_lines():
    f = (lambda:
         1 / 0)
    f()


@(lambda f: f)
def decorated():
    boom()


def many_lines():
    return boom(
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
    )


def assign_target():
    x = [0]
    x[
        5
    ] = 1


def compare():
    return (1
            <
            "a")


def unary():
    return (
        -
        "a"
    )


def tabs():
	x = 1
	return	x	/	0


for f in (call_over_lines, binary_over_lines, subscript_over_lines, attribute_chain, nested_call, in_list, in_dict, condition, string_join, long_call, comprehension, with_statement, raise_over_lines, lambda_lines, decorated, many_lines, assign_target, compare, unary, tabs):
    print(f.__name__, file=sys.stderr)
    show(f)
