# Encoding declarations, BOMs and bad bytes, compiled from bytes.
def attempt(src):
    try:
        ns = {}
        exec(src, ns)
        print(ascii(ns.get("s")))
    except (SyntaxError, ValueError) as e:
        print(type(e).__name__, ascii(str(e)))


attempt(b"# coding: latin-1\ns = '\xe9'")
attempt(b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\ns = '\x80'")
attempt(b"\n# -*- coding: utf-8 -*-\ns = '\xc3\xa9'")
attempt(b"\n\n# coding: latin-1\ns = '\xc3\xa9'")
attempt(b"s = '\xc3\xa9'")
attempt(b"s = '\xe9'")
attempt(b"\xef\xbb\xbfs = 'bom'")
attempt(b"\xef\xbb\xbf# coding: utf-8\ns = 'bom'")
attempt(b"\xef\xbb\xbf# coding: latin-1\ns = 'bom'")
attempt(b"# coding: no-such-encoding\ns = 1")
attempt(b"# coding: utf8\ns = '\xff'")
attempt(b"x = 1 # coding: latin-1\ns = '\xc3\xa9'")
attempt(b"# coding=utf-8\r\ns = 'crlf'\r\n")
attempt(b"s = 1\rt = 2\r")
attempt(b"s = '''a\r\nb\rc'''")
attempt("\ufeffs = 'bom in str'")
attempt("# coding: latin-1\ns = 'é'")
attempt(b"s = 'a\x00b'")
attempt(b"s = 1\x1a")
attempt(b"\x0cs = 5")
attempt(b"if 1:\n\ts = 1\n")
attempt(b"s = 1 \\\n + 2")
attempt(b"s = 1 \\\r\n + 2")
attempt(b"")
attempt(b"# only a comment")
attempt(b"\\\ns = 3")
attempt("s = 'no newline at end'")
attempt("s = 1\n\n\n   \n\t\n# x\n")
