/* usage.c - what --help and its like print. */
#include "cli/options.h"
#include <stdio.h>

void usage_print(const char *program)
{
    printf("usage: %s [option] ... [-c cmd | -m mod | file | -] [arg] ...\n", program);
    fputs("Options (and the environment variable that does the same):\n"
          "-b     : warn when bytes are compared with str, or bytes with int; -bb: raise\n"
          "-B     : don't write compiled files (PYTHONDONTWRITEBYTECODE=x)\n"
          "-c cmd : run the text cmd; what follows are its arguments\n"
          "-d     : accepted and ignored (PYTHONDEBUG=x)\n"
          "-E     : ignore PYTHON* environment variables\n"
          "-h     : this text (also -? or --help)\n"
          "-i     : show a prompt when the program has ended (PYTHONINSPECT=x)\n"
          "-I     : isolated: -E, -P and -s together\n"
          "-m mod : run a module of the library or of sys.path; what follows are its arguments\n"
          "-O     : no assert statements, __debug__ is False (PYTHONOPTIMIZE=x)\n"
          "-OO    : no docstrings either\n"
          "-P     : don't put a folder before the others in sys.path (PYTHONSAFEPATH=x)\n"
          "-q     : no version text before the prompt\n"
          "-s     : don't add the user's own site folder (PYTHONNOUSERSITE=x)\n"
          "-S     : don't import site\n"
          "-u     : unbuffered standard output and error (PYTHONUNBUFFERED=x)\n"
          "-v     : tell about imports (PYTHONVERBOSE=x)\n"
          "-V     : the version (also --version); -VV: with the dispatch strategy and the compiler\n"
          "-W arg : what to do about warnings: action:message:category:module:lineno (PYTHONWARNINGS=arg)\n"
          "-x     : skip the first line of the file\n"
          "-X opt : options of this implementation, see --help-xoptions\n"
          "--check-hash-based-pycs always|default|never:\n"
          "         how compiled files that name their source by hash are checked\n"
          "--help-env, --help-xoptions, --help-all: more\n"
          "Arguments:\n"
          "file   : a program's file, or a folder or zip file with a __main__.py\n"
          "-      : the program comes from standard input (also without any argument)\n"
          "arg ...: the program's sys.argv[1:]\n", stdout);
}

void usage_print_environment(const char *program)
{
    printf("Environment variables that %s looks at, besides those above:\n", program);
    fputs("PYTHONPATH              : folders, separated by ':', to look for modules in before the library\n"
          "PYTHONHOME              : PREFIX: the library is in PREFIX/lib/python3.14\n"
          "PYTHONSTARTUP           : a file to run before the first prompt\n"
          "PYTHONHASHSEED          : 'random', or a number that fixes the hashes of str and bytes; 0: no seed\n"
          "PYTHONIOENCODING        : encoding[:errors] of the standard streams\n"
          "PYTHONUTF8              : 1: UTF-8 whatever the locale says\n"
          "PYTHONBREAKPOINT        : what breakpoint() calls; 0: nothing\n"
          "PYTHONDEVMODE           : development mode\n"
          "PYTHONFAULTHANDLER      : print tracebacks when the process crashes\n"
          "PYTHONINTMAXSTRDIGITS   : the most digits of conversions between int and str; 0: no limit\n"
          "PYTHONNODEBUGRANGES     : no columns in tracebacks\n"
          "PYTHONPROFILEIMPORTTIME : how long imports take\n"
          "PYTHONPYCACHEPREFIX     : the root of a tree of compiled files beside the sources' tree\n"
          "PYTHONWARNDEFAULTENCODING: warn when a text file is opened without encoding\n", stdout);
}

void usage_print_xoptions(void)
{
    fputs("Options after -X (with = where a value is shown):\n"
          "-X dev                   : development mode: more checks and warnings (PYTHONDEVMODE=1)\n"
          "-X dump-code             : print the instructions of everything that is compiled\n"
          "-X fail-alloc=N          : the N-th allocation fails\n"
          "-X faulthandler          : print tracebacks when the process crashes (PYTHONFAULTHANDLER=1)\n"
          "-X gc-stress=N           : check the heap and collect at every N-th allocation\n"
          "-X importtime            : print how long imports take (PYTHONPROFILEIMPORTTIME=1)\n"
          "-X int_max_str_digits=N  : the most digits of conversions between int and str (PYTHONINTMAXSTRDIGITS=N)\n"
          "-X no_debug_ranges       : no columns in tracebacks (PYTHONNODEBUGRANGES=1)\n"
          "-X pycache_prefix=PATH   : the root of a tree of compiled files (PYTHONPYCACHEPREFIX=PATH)\n"
          "-X trace-vm              : print every instruction that runs\n"
          "-X utf8[=0|1]            : UTF-8 whatever the locale says (PYTHONUTF8=1)\n"
          "-X warn_default_encoding : warn when a text file is opened without encoding (PYTHONWARNDEFAULTENCODING=1)\n", stdout);
}
