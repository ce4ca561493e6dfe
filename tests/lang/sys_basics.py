# sys: what programs ask it.
import sys
print(sys.version_info[:2], sys.version_info >= (3, 14), sys.version_info.major, sys.version_info.releaselevel, sys.version.startswith("3.14"), sys.hexversion >> 16 == 0x30e)
print(sys.maxsize, sys.byteorder, sys.maxunicode, sys.platform, sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.argv[0].endswith("sys_basics.py"), sys.argv[1:], sys.getrecursionlimit())
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.mant_dig, sys.int_info.default_max_str_digits, sys.hash_info.modulus == 2 ** 61 - 1, sys.hash_info.inf, sys.hash_info.width)
print(type(sys.modules).__name__, "sys" in sys.modules, "builtins" in sys.modules, sys.modules["__main__"].__name__, type(sys.path).__name__, all(isinstance(p, str) for p in sys.path))
print(sys.flags.optimize, sys.flags.debug, sys.flags.utf8_mode in (0, 1), sys.flags.dont_write_bytecode, type(sys.flags).__name__)
print(sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno(), sys.stdout.name, sys.stdin.name, sys.__stdout__ is sys.stdout)
print(sys.intern("abc") is sys.intern("abc"), sys.getsizeof([]) > 0, sys.exc_info(), sys.exception(), callable(sys.exit), sys.is_finalizing())
print(sys.copyright.split()[0], bool(sys.executable), sys.prefix == sys.base_prefix, sys.implementation.name.islower(), sys.implementation.version[:2], isinstance(sys.implementation.cache_tag, str))
print("sys" in sys.builtin_module_names, "os" in sys.stdlib_module_names, "json" in sys.stdlib_module_names, sys.get_int_max_str_digits(), sys.getswitchinterval())
try:
    sys.intern(5)
except TypeError as e:
    print(e)
try:
    sys.setrecursionlimit(0)
except ValueError as e:
    print(e)
try:
    sys.set_int_max_str_digits(5)
except ValueError as e:
    print(e)
sys.set_int_max_str_digits(0)
print(len(str(10 ** 5000)))
sys.displayhook(5)
sys.displayhook(None)
import builtins
print(builtins._)
def tr(*a): pass
print(sys.gettrace(), sys.getprofile())
