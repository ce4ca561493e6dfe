"""Records the Unicode character database of CPython 3.14 (version 16.0.0) into the text files of this folder.

Run it here, with CPython 3.14:  python3.14 record.py

Python does not list name aliases and named sequences, it only answers for them. aliases.txt and sequences.txt are
therefore read first (their names are those of NameAliases.txt and NamedSequences.txt of the Unicode Character Database)
and written back with what unicodedata.lookup says.

Grammar of all files: "#" begins a comment; code points are hexadecimal; FIRST..LAST is an inclusive range.
"""
import ctypes
import fractions
import unicodedata

assert unicodedata.unidata_version == "16.0.0"
LIMIT = 0x110000
CHARS = [chr(c) for c in range(LIMIT)]


def save(name, comment, lines):
    with open(name + ".txt", "w", encoding="ascii") as out:
        out.write("".join(f"# {line}\n" for line in comment.splitlines()))
        out.write("".join(line + "\n" for line in lines))


def span(first, last):
    return f"{first:04X}" if first == last else f"{first:04X}..{last:04X}"


def runs(value_of, default):
    """(first, last, value) for each run of code points whose value is not the default."""
    first, value = 0, value_of(CHARS[0])
    for c in range(1, LIMIT + 1):
        new = value_of(CHARS[c]) if c < LIMIT else None
        if c == LIMIT or new != value:
            if value != default:
                yield first, c - 1, value
            first, value = c, new


def save_property(name, comment, value_of, default):
    save(name, f"{comment}\nFIRST..LAST VALUE; all others: {default!r}",
         (f"{span(a, b)} {v}" for a, b, v in runs(value_of, default)))


def save_set(name, comment, has):
    save(name, comment, (span(a, b) for a, b, _ in runs(has, False)))


def sequence(text):
    return " ".join(f"{ord(c):04X}" for c in text)


# ---- properties of a character ----

save_property("category", "General category", unicodedata.category, "Cn")
save_property("bidirectional", "Bidirectional class", unicodedata.bidirectional, "")
save_property("combining", "Canonical combining class", unicodedata.combining, 0)
save_property("width", "East Asian width", unicodedata.east_asian_width, "N")
save_set("mirrored", "Mirrored in bidirectional text", lambda c: bool(unicodedata.mirrored(c)))
save_set("space", "str.isspace", str.isspace)
save_set("linebreak", "str.splitlines ends a line here", lambda c: len(f"a{c}b".splitlines()) == 2)
save_set("lower", "str.islower", str.islower)
save_set("upper", "str.isupper", str.isupper)
save_set("xid_start", "May begin an identifier, '_' included", str.isidentifier)
save_set("xid_continue", "May continue an identifier", lambda c: f"a{c}".isidentifier())


def is_cased(c):
    """A letter is lowered by str.title after a cased character, and only then."""
    return f"{c}a".title().endswith("a")


def is_case_ignorable(c):
    """U+03A3 lowers to a final sigma if a cased character comes before it, case-ignorable ones skipped."""
    return f"A{c}\u03A3".lower().endswith("\u03C2") and not f"1{c}\u03A3".lower().endswith("\u03C2")


save_set("cased", "Cased", is_cased)
save_set("case_ignorable", "Case-ignorable", is_case_ignorable)

# ---- case mappings ----


def simple(function):
    call = getattr(ctypes.pythonapi, function)
    return lambda c: chr(call(ord(c)))


def casing():
    full = str.lower, str.upper, str.title, str.casefold
    one_to_one = [simple(f"_PyUnicode_To{what}case") for what in ("Lower", "Upper", "Title")]
    for c in CHARS:
        fields = [f(c) for f in full]
        extra = [f(c) for f in one_to_one]
        if any(f != c for f in fields + extra):
            expected = [f if len(f) == 1 else None for f in fields[:3]]
            fields = [sequence(f) if f != c else "" for f in fields]
            if expected != extra:
                fields += [sequence(f) if f != c else "" for f in extra]
            yield f"{ord(c):04X};" + ";".join(fields)


save("casing", "CHARACTER;LOWER;UPPER;TITLE;CASEFOLD, empty where nothing changes\n"
     "Three more fields, one-to-one LOWER;UPPER;TITLE, where they are not the same", casing())

# ---- numbers ----


def numeric():
    for c in CHARS:
        value = unicodedata.numeric(c, None)
        if value is None:
            assert not (c.isdigit() or c.isdecimal() or c.isnumeric())
            continue
        fraction = fractions.Fraction(value).limit_denominator(1000)
        assert float(fraction) == value and c.isnumeric()
        decimal, digit = unicodedata.decimal(c, "-"), unicodedata.digit(c, "-")
        assert c.isdecimal() == (decimal != "-") and c.isdigit() == (digit != "-")
        yield f"{ord(c):04X} {decimal} {digit} {fraction}"


save("numeric", "CHARACTER DECIMAL DIGIT NUMERIC, - for none", numeric())

# ---- normalisation ----

save("decomposition", "CHARACTER DECOMPOSITION, without Hangul syllables",
     (f"{ord(c):04X} {unicodedata.decomposition(c)}" for c in CHARS if unicodedata.decomposition(c)))


def is_excluded(c):
    decomposition = unicodedata.decomposition(c)
    return bool(decomposition) and decomposition[0] != "<" and unicodedata.normalize("NFC", c) != c


save_set("composition_exclusions", "Has a canonical decomposition that does not compose again", is_excluded)

# ---- version 3.2.0 ----


def old_lines():
    old = unicodedata.ucd_3_2_0

    def assigned(c):
        return old.category(c) != "Cn"

    for first, last, _ in runs(lambda c: not assigned(c) and unicodedata.category(c) != "Cn", False):
        yield f"{span(first, last)} unassigned"
    for label, name, none in [("category", "category", ""), ("bidirectional", "bidirectional", ""),
                              ("width", "east_asian_width", ""), ("mirrored", "mirrored", ""),
                              ("decimal", "decimal", -1), ("numeric", "numeric", -1)]:
        def change(c):
            default = () if none == "" else (none,)
            before, now = getattr(old, name)(c, *default), getattr(unicodedata, name)(c, *default)
            return None if before == now or not assigned(c) else int(before) if label == "numeric" else before

        for first, last, value in runs(change, None):
            assert first == last or label not in ("decimal", "numeric") or value == -1
            yield f"{span(first, last)} {label} {value}"
    for c in CHARS:
        assert old.combining(c) == (unicodedata.combining(c) if assigned(c) else 0)
        assert old.decomposition(c) == (unicodedata.decomposition(c) if assigned(c) else "")
        assert old.digit(c, -1) == unicodedata.digit(c, -1)
        before = old.normalize("NFD", c)
        if assigned(c) and before != unicodedata.normalize("NFD", c):
            yield f"{ord(c):04X} decomposes {sequence(before)}"


save("version_3_2_0", "How unicodedata.ucd_3_2_0 differs: FIRST..LAST PROPERTY VALUE\n"
     "-1: none; decomposes: under normalize, though not under decomposition", old_lines())

# ---- names ----


def look_up(name):
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return ""


IDEOGRAPHS = ["CJK UNIFIED IDEOGRAPH-", "TANGUT IDEOGRAPH-", "EGYPTIAN HIEROGLYPH-", "KHITAN SMALL SCRIPT CHARACTER-",
              "NUSHU CHARACTER-", "CJK COMPATIBILITY IDEOGRAPH-"]


def names():
    """Names that end in the code point as rules, the others one a line after the code point of the first."""
    ruled = set(range(0xAC00, 0xD7A4))
    for prefix in IDEOGRAPHS:
        for first, last, _ in runs(lambda c: look_up(f"{prefix}{ord(c):04X}") == c, False):
            named = {unicodedata.name(CHARS[c], "").startswith(prefix) for c in range(first, last + 1)}
            assert len(named) == 1
            yield f"{span(first, last)} {prefix}*" + ("" if named == {True} else " lookup-only")
            ruled.update(range(first, last + 1))
    last = None
    for c in range(LIMIT):
        name = unicodedata.name(CHARS[c], "")
        if not name or c in ruled:
            continue
        assert look_up(name) == CHARS[c]
        if last != c - 1:
            yield f"@{c:04X}"
        yield name
        last = c


def answers(name):
    """The file's names with what they stand for, in its order."""
    with open(name + ".txt", encoding="ascii") as file:
        for line in file:
            if line.startswith("#"):
                continue
            given = line.rstrip("\n").partition(";")[2]
            assert look_up(given), given
            yield f"{sequence(look_up(given))};{given}"


save("names", "FIRST..LAST PREFIX*: the code point stands for *; lookup-only: unicodedata.name knows none of them\n"
     "@FIRST: the lines that follow name the code points from there on\nHangul syllables are not listed.", list(names()))
save("aliases", "CHARACTER;ALIAS", list(answers("aliases")))
save("sequences", "CHARACTERS;NAME", list(answers("sequences")))
