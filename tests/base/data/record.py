"""Records what CPython 3.14 answers, for test_base.c.   Run it here:  python3.14 record.py

hash.txt is recorded by running this file again with different values of PYTHONHASHSEED.
"""
import binascii
import ctypes
import itertools
import os
import random
import struct
import subprocess
import sys
import unicodedata

rng = random.Random(20240910)


def save(name, lines):
    with open(name + ".txt", "w", encoding="ascii") as out:
        out.writelines(line + "\n" for line in lines)


def bits(value):
    return struct.pack(">d", value).hex()


def from_bits(n):
    return struct.unpack(">d", n.to_bytes(8, "big"))[0]


# ---- hash.txt: SEED UNITS HASH, INT SIGN MAGNITUDE HASH, FLOAT BITS HASH ----


def text_samples():
    local = random.Random(7)
    yield b"abc", hash("abc")
    for n in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 100]:
        data = local.randbytes(n)
        yield data, hash(data)
    for code, low, high in [("latin-1", 0x80, 0x100), ("utf-16-le", 0x100, 0xD800), ("utf-32-le", 0x10000, 0x11000)]:
        text = "".join(chr(local.randrange(low, high)) for _ in range(11))
        yield text.encode(code), hash(text)


def hashes():
    for seed in (0, 1, 42, 4294967295):
        yield from subprocess.run([sys.executable, __file__, str(seed)], env={**os.environ, "PYTHONHASHSEED": str(seed)},
                                  check=True, capture_output=True, text=True).stdout.splitlines()
    p = 2**61 - 1
    edges = [k * p + d for k in (0, 1, 2, 8, 2**70) for d in (-1, 0, 1)] + [2**k + d for k in (62, 63, 64, 128) for d in (-1, 0, 1)]
    for n in edges + [rng.getrandbits(rng.randrange(1, 600)) for _ in range(100)]:
        for value in (n, -n):
            yield f"INT {'-' if value < 0 else '+'} {abs(value):x} {hash(value)}"
    for value in floats(200):
        if value == value:
            yield f"FLOAT {bits(value)} {hash(value)}"


# ---- float.txt ----


def floats(n):
    yield from [0.0, -0.0, 0.1, 0.5, 1.0, 1.5, 2.5, 1e15, 1e16, 1e17, 9999999999999998.0, 0.0001, 0.00001, 1e22, 1e23, 5e-324,
                2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308, float("inf"), -float("inf"),
                float("nan"), 9.5, 99.5, 0.95, 9007199254740993.0, 2.0**-44, 123456.789]
    yield from (2.0**k for k in range(-1074, 1024, 37))
    yield from (10.0**k for k in range(-323, 309, 23))
    for _ in range(n):
        yield rng.choice([
            lambda: from_bits(rng.getrandbits(64)),
            lambda: rng.uniform(-1000, 1000),
            lambda: round(rng.uniform(-1e6, 1e6), rng.randrange(6)),
            lambda: rng.getrandbits(rng.randrange(1, 64)) * 2.0 ** rng.randrange(-60, 4),
        ])()


def formats():
    """FORMAT BITS CODE PRECISION FLAGS TEXT; flags as in floattext.h."""
    for value in floats(400):
        for code in "eEfFgGr":
            precision = rng.choice([0, 1, 2, 3, 6, 10, 16, 17, 20])
            if rng.randrange(40) == 0:
                precision = rng.choice([50, 400, 1100])
            alt, plus, no_minus_0, dot_0 = (rng.randrange(4) == 0 for _ in range(4))
            if code == "r":
                spec, alt, dot_0, precision = "", False, True, 0
            elif dot_0 and code == "g" and not alt:
                spec = f".{precision}"
            else:
                spec, dot_0 = f"{'#' if alt else ''}.{precision}{code}", False
            spec = ("+" if plus else "") + ("z" if no_minus_0 else "") + spec
            flags = alt + 2 * dot_0 + 4 * plus + 8 * no_minus_0
            yield f"FORMAT {bits(value)} {code} {precision} {flags} {format(value, spec)}"


def decimal_texts():
    import decimal
    decimal.getcontext().prec = 1200
    yield from ["inf", "-Infinity", "+INF", "1e400", "-1e400", "1e-400", "0e999999999999999999999", "-0",
                "1e99999999999999999999999", "1e-99999999999999999999", ".5", "5.", "1.7976931348623158e308",
                "1.7976931348623159e308", "2.4703282292062327e-324", "2.4703282292062328e-324",
                "2.47032822920623272e-324", "0." + "0" * 400 + "1e401", "1" + "0" * 400 + "e-400", "0" * 50 + "1"]
    for value in floats(400):
        if value != value or value in (float("inf"), -float("inf")):
            continue
        yield repr(value)
        yield f"{value:.{rng.randrange(25)}e}"
    for _ in range(60):
        exponent = rng.randrange(0x7FE) if rng.randrange(2) else rng.randrange(900, 1100)
        n = exponent << 52 | rng.getrandbits(52)
        middle = (decimal.Decimal(from_bits(n)) + decimal.Decimal(from_bits(n + 1))) / 2
        text = f"{middle:e}"
        digits, _, power = text.partition("e")
        yield text
        yield f"{digits}{'' if '.' in digits else '.'}{'0' * rng.randrange(100)}1e{power}"
        yield f"{middle.next_minus():e}"[:800]
    for _ in range(200):
        yield f"{rng.getrandbits(rng.randrange(1, 130))}.{rng.getrandbits(rng.randrange(1, 130))}e{rng.randrange(-400, 400)}"


def hex_texts():
    yield from ["0x", "0x.", ".", "0x1p", "0x1p+", "1", "ff", "0xffp-2", "-inf", "+INFINITY", "infx", "0x1p1024", "0x1p1023",
                "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7fp1023", "0x1p-1074", "0x1p-1075", "0x1.0000001p-1075",
                "0x1p-1076", "0x0p9999999999999999999999", "0x1p9999999999999999999", "0x1p-99999999999999999999",
                "-0x0p0", "1.", ".8", "0X1P1", "0x1.8p-1074", "0x2.8p-1074", "0x1.00000000000008p0", "1" * 300,
                "0x1.000000000000080000000000000000001p0", "0x1.00000000000018p0", "0x1p1p1", "1..2", "0xg", "--1"]
    for _ in range(300):
        yield (rng.choice(["", "-", "+"]) + rng.choice(["0x", ""]) + "%x" % rng.getrandbits(rng.randrange(1, 120)) +
               rng.choice(["", ".", ".%x" % rng.getrandbits(rng.randrange(1, 120))]) + f"p{rng.randrange(-1200, 1200)}")


def from_hex(text):
    try:
        return bits(float.fromhex(text))
    except ValueError:
        return "invalid"
    except OverflowError:
        return "large"


def rounded(value, places):
    try:
        return bits(round(value, places))
    except OverflowError:
        return bits(float("inf") if value > 0 else -float("inf"))


def float_lines():
    for value in floats(1500):
        yield f"REPR {bits(value)} {value!r}"
    for value in floats(100):
        yield f"HEX {bits(value)} {value.hex()}"
    yield from formats()
    for text in decimal_texts():
        yield f"PARSE {text} {bits(float(text))}"
    for text in hex_texts():
        yield f"FROMHEX {text} {from_hex(text)}"
    for value in floats(300):
        if abs(value) < float("inf"):
            places = rng.choice([-300, -3, -1, 0, 1, 2, 3, 5, 10, 16, 300])
            yield f"ROUND {bits(value)} {places} {rounded(value, places)}"


# ---- utf8.txt: STRICT|PASS BYTES ok CODE POINTS... | START END REASON ----


def utf8_lines():
    edge = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4,
            0xF5, 0xFF]
    inputs = [bytes(t) for n in (1, 2) for t in itertools.product(edge, repeat=n)]
    inputs += [bytes(rng.choice(edge) for _ in range(n)) for n in (3, 4, 5) for _ in range(400)]
    for _ in range(300):
        limit = rng.choice([0x80, 0x100, 0x800, 0xD800, 0x110000])
        text = "".join(chr(rng.randrange(limit)) if rng.randrange(2) else "a" * rng.randrange(20) for _ in range(8))
        data = bytearray(text.encode("utf-8", "surrogatepass"))
        if rng.randrange(2) and data:
            data[rng.randrange(len(data))] = rng.choice(edge)
        inputs.append(bytes(data))
    for data in inputs:
        for mode, errors in ("STRICT", "strict"), ("PASS", "surrogatepass"):
            try:
                answer = "ok " + " ".join(f"{ord(c):X}" for c in data.decode("utf-8", errors))
            except UnicodeDecodeError as e:
                answer = f"{e.start} {e.end} {e.reason}"
            yield f"{mode} {data.hex() or '-'} {answer}"


# ---- unicode.txt: PROPERTY CRC-32 of its values for all code points, one a line ----

PROPERTIES = {
    "category": unicodedata.category,
    "bidirectional": unicodedata.bidirectional,
    "combining": unicodedata.combining,
    "width": unicodedata.east_asian_width,
    "mirrored": unicodedata.mirrored,
    "decomposition": unicodedata.decomposition,
    "name": lambda c: unicodedata.name(c, ""),
    "decimal": lambda c: unicodedata.decimal(c, -1),
    "digit": lambda c: unicodedata.digit(c, -1),
    "numeric": lambda c: bits(float(unicodedata.numeric(c, -1))),
    "alpha": str.isalpha,
    "alnum": str.isalnum,
    "isdecimal": str.isdecimal,
    "isdigit": str.isdigit,
    "isnumeric": str.isnumeric,
    "space": str.isspace,
    "linebreak": lambda c: len(f"a{c}b".splitlines()) == 2,
    "printable": str.isprintable,
    "lower": str.islower,
    "upper": str.isupper,
    "title": lambda c: c.istitle() and not c.isupper(),
    "cased": lambda c: f"{c}a".title().endswith("a"),
    "case_ignorable": lambda c: (f"A{c}\u03A3".lower().endswith("\u03C2") and
                                 not f"1{c}\u03A3".lower().endswith("\u03C2")),
    "xid_start": str.isidentifier,
    "xid_continue": lambda c: f"a{c}".isidentifier(),
    "lower_full": lambda c: hexadecimal(c.lower()),
    "upper_full": lambda c: hexadecimal(c.upper()),
    "title_full": lambda c: hexadecimal(c.title()),
    "fold_full": lambda c: hexadecimal(c.casefold()),
    "to_lower": lambda c: "%X" % ctypes.pythonapi._PyUnicode_ToLowercase(ord(c)),
    "to_upper": lambda c: "%X" % ctypes.pythonapi._PyUnicode_ToUppercase(ord(c)),
    "to_title": lambda c: "%X" % ctypes.pythonapi._PyUnicode_ToTitlecase(ord(c)),
    "nfc": lambda c: hexadecimal(unicodedata.normalize("NFC", c)),
    "nfkc": lambda c: hexadecimal(unicodedata.normalize("NFKC", c)),
    "nfd": lambda c: hexadecimal(unicodedata.normalize("NFD", c)),
    "nfkd": lambda c: hexadecimal(unicodedata.normalize("NFKD", c)),
}

OLD = unicodedata.ucd_3_2_0
PROPERTIES |= {
    "category32": OLD.category,
    "bidirectional32": OLD.bidirectional,
    "combining32": OLD.combining,
    "width32": OLD.east_asian_width,
    "mirrored32": OLD.mirrored,
    "decomposition32": OLD.decomposition,
    "name32": lambda c: OLD.name(c, ""),
    "decimal32": lambda c: OLD.decimal(c, -1),
    "numeric32": lambda c: bits(float(OLD.numeric(c, -1))),
    "nfc32": lambda c: hexadecimal(OLD.normalize("NFC", c)),
    "nfkc32": lambda c: hexadecimal(OLD.normalize("NFKC", c)),
    "nfd32": lambda c: hexadecimal(OLD.normalize("NFD", c)),
    "nfkd32": lambda c: hexadecimal(OLD.normalize("NFKD", c)),
}


def hexadecimal(text):
    return " ".join(f"{ord(c):X}" for c in text)


def unicode_lines():
    for name, value_of in PROPERTIES.items():
        values = (value_of(chr(c)) for c in range(0x110000))
        stream = "".join(f"{int(v) if isinstance(v, bool) else v}\n" for v in values)
        yield f"{name} {binascii.crc32(stream.encode()):08x}"


# ---- normalize.txt: TEXT;NFC;NFKC;NFD;NFKD, "=" for the text itself ----


def normalize_lines():
    marked = [c for c in map(chr, range(0x110000)) if unicodedata.decomposition(c) or unicodedata.combining(c)]
    hangul = [chr(c) for c in (*range(0x1100, 0x1200), *range(0xAC00, 0xAC80), *range(0xD7A0, 0xD7B0))]
    few = [chr(c) for c in (0x334, 0x327, 0x301, 0x345, 0x5B0, 0x61, 0x41, 0x1100, 0x1161, 0x11A8)]
    pick = [
        lambda: rng.choice(marked),
        lambda: chr(rng.randrange(0x300, 0x370)),
        lambda: chr(rng.randrange(0x20, 0x250)),
        lambda: rng.choice(hangul),
        lambda: unicodedata.normalize("NFD", rng.choice(marked)),
        lambda: rng.choice(few),
    ]
    texts = ["".join(rng.choice(pick)() for _ in range(rng.choice([1, 2, 3, 5, 8]))) for _ in range(1500)]
    texts += ["a" + "".join(rng.choice(few[:4]) for _ in range(100)) for _ in range(4)]
    for text in texts:
        forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFKC", "NFD", "NFKD")]
        yield ";".join([hexadecimal(text)] + ["=" if form == text else hexadecimal(form) for form in forms])


# ---- lookup.txt: NAME;CODE POINTS, none for an unknown name ----


def lookup_lines():
    names = ["TANGUT IDEOGRAPH-17000", "tangut ideograph-187f7", "TANGUT IDEOGRAPH-187F8", "CJK UNIFIED IDEOGRAPH-04E00",
             "cjk unified ideograph-4e00", "CJK UNIFIED IDEOGRAPH-", "CJK UNIFIED IDEOGRAPH-G000",
             "CJK UNIFIED IDEOGRAPH-20000", "CJK UNIFIED IDEOGRAPH-2A6E0", "CJK COMPATIBILITY IDEOGRAPH-2F800",
             "HANGUL SYLLABLE ", "HANGUL SYLLABLE", "HANGUL SYLLABLE A", "HANGUL SYLLABLE GAX", "HANGUL SYLLABLE G",
             "hangul syllable ssyaenj", "", "X" * 127, "X" * 128, "X" * 300, "BELL", "ALERT", " SPACE", "SPACE "]
    for c in range(0, 0x110000, 97):
        name = unicodedata.name(chr(c), "")
        if name:
            at = rng.randrange(len(name))
            names += [name[:at] + rng.choice(" -ABX1") + name[at + rng.randrange(2):], name[:-1], name.swapcase()]
    for name in names:
        try:
            yield f"{name};{hexadecimal(unicodedata.lookup(name))}"
        except KeyError:
            yield f"{name};"


if len(sys.argv) > 1:
    for data, value in text_samples():
        print(f"SEED {sys.argv[1]} {data.hex() or '-'} {value}")
else:
    save("hash", hashes())
    save("float", float_lines())
    save("utf8", utf8_lines())
    save("unicode", unicode_lines())
    save("normalize", normalize_lines())
    save("lookup", lookup_lines())
