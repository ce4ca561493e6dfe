# Small integers and constants are operands; results go straight to their variables; a chain reuses one temporary.
def small_ints(a, b):
    a = b + 1
    a = b - 32767
    a = b * -3
    a = b // 7 % 2
    a = b & 255 << 3 >> 1
    a += 1
    a -= 40000
    return b // -7


def constants(x, y):
    x = x * 0.999 + y
    y = y + "s"
    return x / 2.5 - 1j


def chain(a, b, c):
    return a * b + b * c - a ** c


def own_operand(x):
    x = x + x * x
    x = [x, x]
    return -x, ~x, +x, not x
