/* image.h: an ELF executable or shared library as the laboratory sees it: its code, its functions, its pointers.
 *
 * Functions come from .symtab, else .dynsym, and, for code that no symbol covers, from .eh_frame, which stripping leaves.
 * Addresses are the file's virtual addresses. The file stays mapped until image_close.
 */
#ifndef LAB_IMAGE_H
#define LAB_IMAGE_H

#include "util.h"

#include <libelf.h>

typedef enum Machine { MACHINE_X86_64, MACHINE_AARCH64 } Machine;

typedef struct Function {
    uint64_t address, size;
    const char *name;            /* "" when only .eh_frame knows it */
} Function;

typedef struct Section {
    uint64_t address, size;
    const uint8_t *data;         /* NULL for .bss and the like */
    const char *name;
    bool code;
} Section;

typedef struct Relocation {
    uint64_t address, value;     /* what the loader writes there, the load address taken as 0 */
} Relocation;

typedef struct Image {
    const char *path;
    Machine machine;
    bool stripped;               /* without .symtab */
    Function *functions;         /* by address; of several symbols for one address, all */
    size_t function_count, function_capacity;
    Section *sections;
    size_t section_count, section_capacity;
    Relocation *relocations;     /* by address */
    size_t relocation_count, relocation_capacity;
    uint64_t opcode_names;       /* an array of strings with a well-known name, or 0 */
    size_t opcode_count;
    Elf *elf;
    int fd;
} Image;

bool image_open(const char *path, Image *image, Error *err);
void image_close(Image *image);

/* The section that holds the address, or NULL. */
const Section *image_section(const Image *image, uint64_t address);
/* The bytes at an address, at least size of them in the same section, or NULL. */
const uint8_t *image_bytes(const Image *image, uint64_t address, size_t size);
/* The 64-bit pointer stored at an address, as relocation would leave it. */
bool image_pointer(const Image *image, uint64_t address, uint64_t *value);
/* The function whose code holds the address, a named one before an unnamed one, or NULL. */
const Function *image_function_at(const Image *image, uint64_t address);
const Function *image_function_named(const Image *image, const char *name);

/* The name of an opcode, from a table such as CPython's _PyOpcode_OpName, or NULL. */
const char *image_opcode_name(const Image *image, size_t opcode);

/* A name without what compilers append: X.llvm.123, X.cold, X.part.0, X.isra.1, X.constprop.2, X.lto_priv.3. */
char *symbol_base(const char *name);
bool symbol_is_cold(const char *name);

#endif
