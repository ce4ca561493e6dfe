/* code.c - making code objects and looking things up in their tables. */
#include "vm/code.h"

#include "base/common.h"
#include "objects/alloc.h"
#include "objects/tuple.h"
#include "vm/caches.h"

const OpInfo op_info[OPCODE_COUNT] = {
#define ABC FORMAT_ABC
#define ABS FORMAT_ABS
#define AL  FORMAT_AL
#define OP(name, words, format, effects, meaning) {#name, words, format, effects, meaning},
#include "vm/opcodes.def"
#undef OP
#undef ABC
#undef ABS
#undef AL
};

/* ROW: the quickened form of an opcode has as many words, so that caches and jumps stay where they are */
#define OP(name, words, format, effects, meaning) WORDS_##name = words,
enum {
#include "vm/opcodes.def"
};
#undef OP
#define OP(name, words, format, effects, meaning)
#define QUICK(name, base, words, format, effects, meaning) _Static_assert((words) == WORDS_##base, #name);
#include "vm/opcodes.def"
#undef OP

_Static_assert(OPCODE_COUNT <= 256, "an opcode is a byte");

/* a copy of n bytes in a buffer cell of its own; NULL: MemoryError */
static void *copy_to_buffer(Thread *t, const void *from, size_t n)
{
    void *cell = gc_alloc_buffer(t, n ? n : 1);
    return cell ? memcpy(buffer_data(cell), from, n) : NULL;
}

/* Arguments that a plain call must pass to fit exactly: such calls need no binding. */
static uint32_t simple_argument_count(const CodeParts *p)
{
    bool bind = (p->flags & (CODE_VARARGS | CODE_VARKEYWORDS)) || p->keyword_only_count;
    return bind ? UINT32_MAX : p->argument_count;
}

static bool has_caches(const CodeParts *p)
{
    for (uint32_t i = 0; i < p->word_count; i += op_info[word_op(p->words[i])].words)
        if (op_info[word_op(p->words[i])].words >= 3) return true;
    return false;
}

Code *code_new(Thread *t, const CodeParts *p)
{
    Code *code = alloc_exact(t, T_CODE, K_CODE, sizeof *code);
    if (!code) return NULL;
    code->file_name = p->file_name;
    code->name = p->name;
    code->qualified_name = p->qualified_name;
    code->local_names = p->local_names;
    code->local_kinds = p->local_kinds;
    code->free_names = p->free_names;
    code->names = p->names;
    code->register_count = p->register_count;
    code->argument_count = p->argument_count;
    code->positional_only_count = p->positional_only_count;
    code->keyword_only_count = p->keyword_only_count;
    code->flags = p->flags;
    code->local_count = p->local_count;
    code->first_const = p->first_const;
    code->first_line = p->first_line;
    code->parameter_count = p->argument_count + p->keyword_only_count + !!(p->flags & CODE_VARARGS) + !!(p->flags & CODE_VARKEYWORDS);
    code->simple_arguments = simple_argument_count(p);
    if (!(code->words = copy_to_buffer(t, p->words, p->word_count * sizeof *p->words))) return NULL;
    code->word_count = p->word_count;
    gc_barrier(t, code);
    if (!(code->exceptions = copy_to_buffer(t, p->exceptions, p->exception_count * sizeof *p->exceptions))) return NULL;
    code->exception_count = p->exception_count;
    gc_barrier(t, code);
    if (!(code->positions = copy_to_buffer(t, p->positions, p->position_count * sizeof *p->positions))) return NULL;
    code->position_count = p->position_count;
    gc_barrier(t, code);
    if (!(code->consts = copy_to_buffer(t, p->consts, p->const_count * sizeof *p->consts))) return NULL;
    code->const_count = p->const_count;
    gc_barrier(t, code);
    return has_caches(p) && !caches_list_code(t, code) ? NULL : code;
}

Position code_position(const Code *code, uint32_t pc)
{
    uint32_t low = 0, high = code->position_count;
    while (low < high) { /* the first entry behind pc */
        uint32_t middle = low + (high - low) / 2;
        if (code->positions[middle].pc <= pc) low = middle + 1;
        else high = middle;
    }
    return low ? code->positions[low - 1] : (Position){pc, -1, -1, -1, -1};
}

/* The entries do not overlap: each stretch of code has its innermost handler, and those follow one another. */
const ExceptionEntry *code_find_handler(const Code *code, uint32_t pc)
{
    uint32_t low = 0, high = code->exception_count;
    while (low < high) { /* the first entry that ends behind pc */
        uint32_t middle = low + (high - low) / 2;
        if (code->exceptions[middle].end <= pc) low = middle + 1;
        else high = middle;
    }
    return low < code->exception_count && code->exceptions[low].start <= pc ? &code->exceptions[low] : NULL;
}
