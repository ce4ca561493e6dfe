# -*- coding: latin-1 -*-
# An encoding declaration: the bytes of this file are ISO 8859-1.
s = "café über"
print(ascii(s), len(s))
été = 1
print(été)
