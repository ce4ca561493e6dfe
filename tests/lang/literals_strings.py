# String and bytes literals: prefixes, escapes, quotes, joining.
print('single', "double", 'it\'s', "say \"hi\"", '"', "'")
print(repr('\a\b\f\n\r\t\v\\\'\"\0\x41\101\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\7\18'))
print(r'\n\t\\', R"\x", rb'\x00\n', Rb"\t", bR'\u', b'\x00\xff\101\n', B"abc", u'unicode', U"x")
print("a" 'b' """c""" r'\d', b'x' b"y")
print("""triple
line 'with' "quotes" \
continued""")
print('''other
triple''')
s = ("implicit "
     "joining "
     f"with {1 + 1} "
     "parts")
print(s)
print(len("\
"), repr("\r\n"), len('\\'), '\x7f' == chr(127))
print(ascii("é€😀"), repr("é€😀"), repr("\u200b\xa0\xad"), repr("\ud800"), repr(b"\x80'"), repr(b"'\""))
print(repr("'"), repr('"'), repr('\'"'), repr("\x1b\x00\x85"))
print(not"", not b"", "a"in"abc")
def doc():
    """Docstring
    of two lines."""
print(doc.__doc__)
class Doc:
    'class doc'
print(Doc.__doc__)
print("tab\there", "nul\0byte" == "nul\x00byte", "\N{BULLET}\N{LATIN SMALL LETTER E WITH ACUTE}")
print("ünïcödé".upper(), "ß".upper(), "İ".lower().encode())
