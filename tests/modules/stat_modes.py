import _stat
for f in (_stat.S_ISDIR, _stat.S_ISREG, _stat.S_IMODE, _stat.S_IFMT, _stat.filemode, _stat.S_ISDOOR):
    for mode in (-1, 2**40, 2**70, "x", 1.5, 0o40755, 0o104755, 0o120777, 0o1777 | 0o20000, 0o7000 | 0o140000, 0o13333, 0o66644):
        try:
            print(f.__name__, mode, f(mode))
        except Exception as e:
            print(f.__name__, mode, type(e).__name__, e)
