/* version.h - which Python this is. */
#ifndef MODULES_VERSION_H
#define MODULES_VERSION_H

#define PYTHON_MAJOR 3
#define PYTHON_MINOR 14
#define PYTHON_MICRO 10
#define PYTHON_VERSION "3.14.10"
#define PYTHON_HEXVERSION (PYTHON_MAJOR << 24 | PYTHON_MINOR << 16 | PYTHON_MICRO << 8 | 0xf0)
#define COACHWHIP_TAG "coachwhip-314"

#if defined __clang__
#define COMPILER_TEXT "Clang " __clang_version__
#elif defined __GNUC__
#define COMPILER_TEXT "GCC " __VERSION__
#else
#define COMPILER_TEXT "C"
#endif
#define PYTHON_VERSION_TEXT PYTHON_VERSION " (Coachwhip) [" COMPILER_TEXT "]"

#if defined __x86_64__
#define MULTIARCH "x86_64-linux-gnu"
#elif defined __aarch64__
#define MULTIARCH "aarch64-linux-gnu"
#elif defined __riscv
#define MULTIARCH "riscv64-linux-gnu"
#else
#define MULTIARCH "linux-gnu"
#endif

#endif
