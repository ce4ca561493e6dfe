# A byte order mark and CRLF line ends.
s = """a
b"""
if s:
    print(repr(s))
x = 1 + \
    2
print(x)
