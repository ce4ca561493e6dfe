/* image.c: see image.h. */
#define _GNU_SOURCE
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef SHT_RELR
#define SHT_RELR 19
#endif

static void add_function(Image *image, uint64_t address, uint64_t size, const char *name)
{
    Function f = {address, size, name};
    ARRAY_PUSH(image->functions, image->function_count, image->function_capacity, f);
}

static void add_relocation(Image *image, uint64_t address, uint64_t value)
{
    Relocation r = {address, value};
    ARRAY_PUSH(image->relocations, image->relocation_count, image->relocation_capacity, r);
}

static int function_order(const void *a, const void *b)
{
    const Function *x = a, *y = b;
    if (x->address != y->address)
        return x->address < y->address ? -1 : 1;
    return x->size != y->size ? (x->size > y->size ? -1 : 1) : strcmp(x->name, y->name);
}

static int relocation_order(const void *a, const void *b)
{
    const Relocation *x = a, *y = b;
    return (x->address > y->address) - (x->address < y->address);
}

static bool is_opcode_table(const char *name)
{
    static const char *const NAMES[] = {"_PyOpcode_OpName", "opcode_names", "vm_opcode_names"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (!strcmp(name, NAMES[i]))
            return true;
    return false;
}

static void load_symbols(Image *image, Elf_Scn *scn, const GElf_Shdr *header)
{
    Elf_Data *data = elf_getdata(scn, NULL);
    if (!data || !header->sh_entsize)
        return;
    size_t count = header->sh_size / header->sh_entsize;
    for (size_t i = 0; i < count; i++) {
        GElf_Sym symbol;
        if (!gelf_getsym(data, (int)i, &symbol) || symbol.st_shndx == SHN_UNDEF)
            continue;
        int type = GELF_ST_TYPE(symbol.st_info);
        const char *name = elf_strptr(image->elf, header->sh_link, symbol.st_name);
        const Section *section = image_section(image, symbol.st_value);
        if (type == STT_OBJECT && name && is_opcode_table(name)) {
            image->opcode_names = symbol.st_value;
            image->opcode_count = symbol.st_size / 8;
        }
        bool code = type == STT_FUNC || type == STT_GNU_IFUNC || (type == STT_NOTYPE && section && section->code);
        if (!code || !name || !*name || *name == '$' || !section || !section->code)
            continue;
        add_function(image, symbol.st_value, symbol.st_size, name);
    }
}

static void load_rela(Image *image, Elf_Scn *scn, const GElf_Shdr *header)
{
    Elf_Data *data = elf_getdata(scn, NULL);
    if (!data || !header->sh_entsize)
        return;
    Elf_Scn *symbols = elf_getscn(image->elf, header->sh_link);
    Elf_Data *symbol_data = symbols ? elf_getdata(symbols, NULL) : NULL;
    uint32_t relative = image->machine == MACHINE_X86_64 ? R_X86_64_RELATIVE : R_AARCH64_RELATIVE;
    uint32_t absolute = image->machine == MACHINE_X86_64 ? R_X86_64_64 : R_AARCH64_ABS64;
    uint32_t got = image->machine == MACHINE_X86_64 ? R_X86_64_GLOB_DAT : R_AARCH64_GLOB_DAT;
    size_t count = header->sh_size / header->sh_entsize;
    for (size_t i = 0; i < count; i++) {
        GElf_Rela rela;
        GElf_Sym symbol;
        if (!gelf_getrela(data, (int)i, &rela))
            continue;
        uint32_t type = (uint32_t)GELF_R_TYPE(rela.r_info);
        if (type == relative)
            add_relocation(image, rela.r_offset, (uint64_t)rela.r_addend);
        else if ((type == absolute || type == got) && symbol_data
                 && gelf_getsym(symbol_data, (int)GELF_R_SYM(rela.r_info), &symbol) && symbol.st_value)
            add_relocation(image, rela.r_offset, symbol.st_value + (uint64_t)rela.r_addend);
    }
}

/* Sections first: symbols are judged by the section they lie in. */
static void load_sections(Image *image)
{
    size_t names = 0;
    elf_getshdrstrndx(image->elf, &names);
    for (Elf_Scn *scn = NULL; (scn = elf_nextscn(image->elf, scn));) {
        GElf_Shdr header;
        if (!gelf_getshdr(scn, &header) || !(header.sh_flags & SHF_ALLOC) || !header.sh_size)
            continue;
        Elf_Data *data = header.sh_type == SHT_NOBITS ? NULL : elf_rawdata(scn, NULL);
        const char *name = elf_strptr(image->elf, names, header.sh_name);
        Section section = {
            .address = header.sh_addr,
            .size = data ? data->d_size : header.sh_size,
            .data = data ? data->d_buf : NULL,
            .name = name ? name : "",
            .code = (header.sh_flags & SHF_EXECINSTR) != 0,
        };
        ARRAY_PUSH(image->sections, image->section_count, image->section_capacity, section);
    }
}

static void load_tables(Image *image)
{
    bool has_symtab = false;
    for (int pass = 0; pass < 2; pass++) {
        for (Elf_Scn *scn = NULL; (scn = elf_nextscn(image->elf, scn));) {
            GElf_Shdr header;
            if (!gelf_getshdr(scn, &header))
                continue;
            if (pass == 0 && header.sh_type == SHT_SYMTAB) {
                has_symtab = true;
                load_symbols(image, scn, &header);
            } else if (pass == 0 && header.sh_type == SHT_RELA && (header.sh_flags & SHF_ALLOC)) {
                load_rela(image, scn, &header);
            } else if (pass == 1 && !has_symtab && header.sh_type == SHT_DYNSYM) {
                load_symbols(image, scn, &header);
            }
        }
    }
    image->stripped = !has_symtab;
}

/* --- .eh_frame: the ranges of code that no symbol names ------------------------------------------------------------- */

typedef struct Cursor {
    const uint8_t *at, *end;
} Cursor;

static uint64_t read_fixed(Cursor *c, size_t size)
{
    uint64_t value = 0;
    if ((size_t)(c->end - c->at) < size) {
        c->at = c->end;
        return 0;
    }
    memcpy(&value, c->at, size);
    c->at += size;
    return value;
}

static uint64_t read_leb(Cursor *c)
{
    uint64_t value = 0;
    for (int shift = 0; c->at < c->end && shift < 64; shift += 7) {
        uint8_t byte = *c->at++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            break;
    }
    return value;
}

/* A pointer in a DW_EH_PE encoding's format (low 4 bits), without its base. */
static uint64_t read_encoded(Cursor *c, uint8_t encoding)
{
    switch (encoding & 0x0f) {
    case 0x02: return read_fixed(c, 2);
    case 0x03: return read_fixed(c, 4);
    case 0x0a: return (uint64_t)(int16_t)read_fixed(c, 2);
    case 0x0b: return (uint64_t)(int32_t)read_fixed(c, 4);
    default: return read_fixed(c, 8);
    }
}

/* The encoding of the pointers in the FDEs of one CIE; 0xff when it cannot be told. */
static uint8_t cie_encoding(Cursor c)
{
    uint8_t version = (uint8_t)read_fixed(&c, 1);
    const char *augmentation = (const char *)c.at;
    size_t length = strnlen(augmentation, (size_t)(c.end - c.at));
    c.at += length < (size_t)(c.end - c.at) ? length + 1 : length;
    if (*augmentation != 'z')
        return *augmentation ? 0xff : 0x00;
    read_leb(&c);                                            /* code alignment */
    read_leb(&c);                                            /* data alignment, signed: same length */
    if (version == 1)
        read_fixed(&c, 1);
    else
        read_leb(&c);
    read_leb(&c);
    for (const char *a = augmentation + 1; *a; a++) {
        if (*a == 'R')
            return (uint8_t)read_fixed(&c, 1);
        if (*a == 'P')
            read_encoded(&c, (uint8_t)read_fixed(&c, 1));
        else if (*a == 'L')
            read_fixed(&c, 1);
    }
    return 0x00;
}

static void load_fde(Image *image, const Section *eh, Cursor entry, uint8_t encoding)
{
    uint64_t at = eh->address + (uint64_t)(entry.at - eh->data);
    uint64_t start = read_encoded(&entry, encoding);
    uint64_t size = read_encoded(&entry, encoding & 0x07);
    if ((encoding & 0x70) == 0x10)
        start += at;
    const Section *section = image_section(image, start);
    if (size && section && section->code)
        add_function(image, start, size, "");
}

static void load_eh_frame(Image *image)
{
    const Section *eh = NULL;
    for (size_t i = 0; i < image->section_count; i++)
        if (!strcmp(image->sections[i].name, ".eh_frame") && image->sections[i].data)
            eh = &image->sections[i];
    if (!eh)
        return;
    Cursor c = {eh->data, eh->data + eh->size};
    while (c.end - c.at >= 8) {
        uint32_t length = (uint32_t)read_fixed(&c, 4);
        if (length < 4 || length > (size_t)(c.end - c.at))
            break;
        Cursor entry = {c.at, c.at + length};
        c.at += length;
        const uint8_t *id_at = entry.at;
        uint32_t id = (uint32_t)read_fixed(&entry, 4);
        if (id == 0 || id > (size_t)(id_at - eh->data))
            continue;                                        /* a CIE */
        Cursor cie = {id_at - id + 8, eh->data + eh->size};
        uint8_t encoding = cie_encoding(cie);
        if (encoding != 0xff)
            load_fde(image, eh, entry, encoding);
    }
}

/* Drops what .eh_frame repeats, gives sizeless assembly labels the room up to the next, and sorts. */
static void settle_functions(Image *image)
{
    Function *f = image->functions;
    qsort(f, image->function_count, sizeof *f, function_order);
    size_t kept = 0;
    uint64_t covered = 0;
    for (size_t i = 0; i < image->function_count; i++) {
        if (!*f[i].name) {
            bool repeated = f[i].address < covered;
            for (size_t j = i; j < image->function_count && f[j].address == f[i].address && !repeated; j++) {
                repeated = *f[j].name != 0;
                if (repeated && !f[j].size)
                    f[j].size = f[i].size;
            }
            if (repeated)
                continue;
        }
        if (f[i].address + f[i].size > covered && *f[i].name)
            covered = f[i].address + f[i].size;
        f[kept++] = f[i];
    }
    image->function_count = kept;
    for (size_t i = 0; i < kept; i++) {
        if (f[i].size)
            continue;
        const Section *section = image_section(image, f[i].address);
        uint64_t end = section->address + section->size;
        for (size_t j = i + 1; j < kept; j++) {
            if (f[j].address > f[i].address) {
                end = f[j].address < end ? f[j].address : end;
                break;
            }
        }
        f[i].size = end - f[i].address;
    }
}

bool image_open(const char *path, Image *image, Error *err)
{
    *image = (Image){.path = path, .fd = -1};
    elf_version(EV_CURRENT);
    image->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (image->fd < 0)
        return error_set(err, "%s: %s", path, strerror(errno));
    image->elf = elf_begin(image->fd, ELF_C_READ_MMAP, NULL);
    GElf_Ehdr header;
    bool ok = true;
    if (!image->elf || elf_kind(image->elf) != ELF_K_ELF || !gelf_getehdr(image->elf, &header))
        ok = error_set(err, "%s: not an ELF file", path);
    else if (header.e_type != ET_EXEC && header.e_type != ET_DYN)
        ok = error_set(err, "%s: neither an executable nor a shared library (link it first)", path);
    else if (header.e_machine == EM_X86_64)
        image->machine = MACHINE_X86_64;
    else if (header.e_machine == EM_AARCH64)
        image->machine = MACHINE_AARCH64;
    else
        ok = error_set(err, "%s: machine %d is neither x86-64 nor aarch64", path, header.e_machine);
    if (!ok) {
        image_close(image);
        return false;
    }
    load_sections(image);
    load_tables(image);
    if (image->relocation_count)
        qsort(image->relocations, image->relocation_count, sizeof *image->relocations, relocation_order);
    load_eh_frame(image);
    if (image->function_count)
        settle_functions(image);
    return true;
}

void image_close(Image *image)
{
    if (image->elf)
        elf_end(image->elf);
    if (image->fd >= 0)
        close(image->fd);
    free(image->functions);
    free(image->sections);
    free(image->relocations);
    *image = (Image){.fd = -1};
}

const Section *image_section(const Image *image, uint64_t address)
{
    for (size_t i = 0; i < image->section_count; i++)
        if (address - image->sections[i].address < image->sections[i].size)
            return &image->sections[i];
    return NULL;
}

const uint8_t *image_bytes(const Image *image, uint64_t address, size_t size)
{
    const Section *s = image_section(image, address);
    if (!s || !s->data || size > s->size - (address - s->address))
        return NULL;
    return s->data + (address - s->address);
}

bool image_pointer(const Image *image, uint64_t address, uint64_t *value)
{
    size_t low = 0, high = image->relocation_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (image->relocations[middle].address < address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < image->relocation_count && image->relocations[low].address == address) {
        *value = image->relocations[low].value;
        return true;
    }
    const uint8_t *bytes = image_bytes(image, address, 8);       /* fixed addresses, and RELR, which is stored in place */
    if (!bytes)
        return false;
    memcpy(value, bytes, 8);
    return true;
}

const Function *image_function_at(const Image *image, uint64_t address)
{
    size_t low = 0, high = image->function_count;
    while (low < high) {                                         /* the first that starts after the address */
        size_t middle = (low + high) / 2;
        if (image->functions[middle].address <= address)
            low = middle + 1;
        else
            high = middle;
    }
    const Function *found = NULL;
    for (size_t i = low; i-- > 0 && low - i < 64;) {
        const Function *f = &image->functions[i];
        if (address - f->address >= f->size)
            continue;
        if (!found || (!*found->name && *f->name))
            found = f;
        if (*found->name)
            break;
    }
    return found;
}

const Function *image_function_named(const Image *image, const char *name)
{
    for (size_t i = 0; i < image->function_count; i++)
        if (!strcmp(image->functions[i].name, name))
            return &image->functions[i];
    for (size_t i = 0; i < image->function_count; i++) {
        const Function *f = &image->functions[i];
        if (!str_starts(f->name, name) || symbol_is_cold(f->name))
            continue;
        char *base = symbol_base(f->name);
        bool same = !strcmp(base, name);
        free(base);
        if (same)
            return f;
    }
    return NULL;
}

const char *image_opcode_name(const Image *image, size_t opcode)
{
    uint64_t at;
    if (opcode >= image->opcode_count || !image_pointer(image, image->opcode_names + 8 * opcode, &at))
        return NULL;
    const Section *section = image_section(image, at);
    if (!section || !section->data)
        return NULL;
    const char *text = (const char *)section->data + (at - section->address);
    size_t room = section->size - (at - section->address), length = strnlen(text, room);
    if (length == room || length == 0 || length > 64)
        return NULL;
    for (size_t i = 0; i < length; i++)
        if (text[i] <= ' ' || text[i] > '~')
            return NULL;
    return text;
}

char *symbol_base(const char *name)
{
    static const char *const MARKS[] = {".llvm.", ".cold", ".part.", ".isra.", ".constprop.", ".lto_priv.", ".__uniq.", ".warm"};
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        const char *mark = strstr(name, MARKS[i]);
        if (mark && mark != name && (size_t)(mark - name) < length)
            length = (size_t)(mark - name);
    }
    return lab_strndup(name, length);
}

bool symbol_is_cold(const char *name)
{
    return strstr(name, ".cold") != NULL;
}
