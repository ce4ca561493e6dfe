/* toolchain.h: compilers by name: those of Debian's suites in root file systems of their own, and the host's.
 *
 * A toolchain of a suite runs inside that suite's root file system, but compiles against the host's headers and libraries
 * (--sysroot): every build gets the same libc, and runs on the host. Its wrapper, toolchains/bin/NAME, is used like any cc.
 * Files that it reads and writes lie below the laboratory's home.
 */
#ifndef LAB_TOOLCHAIN_H
#define LAB_TOOLCHAIN_H

#include "util.h"

typedef struct Toolchain {
    const char *name;            /* "clang-18"; of the host: "host-clang-22" */
    const char *suite;           /* NULL for the host's */
    const char *packages;
    bool clang;
} Toolchain;

/* A toolchain that can be had, installed or not; "host-X" names the host's command X. */
bool toolchain_find(const char *name, Toolchain *toolchain, Error *err);
bool toolchain_installed(const Toolchain *toolchain);
/* The command that compiles, and those for archives and profiles that go with it. NULL when there is none. */
char *toolchain_command(const Toolchain *toolchain);
char *toolchain_archiver(const Toolchain *toolchain);
char *toolchain_profdata(const Toolchain *toolchain);
/* Lines that tell it from every other: version, packages with versions and hashes. Part of a build's recipe. */
bool toolchain_identity(const Toolchain *toolchain, Str *out, Error *err);

#endif
