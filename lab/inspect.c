/* inspect.c: `cwlab inspect`: prints what dispatch.h finds in a binary, as text or JSON, or one handler's machine code. */
#include "commands.h"
#include "dispatch.h"
#include "inspect.h"
#include "store.h"
#include "table.h"

#include <getopt.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char USAGE[] =
    "usage: cwlab inspect BINARY|BUILD [options]\n"
    "  --function NAME      this function holds the interpreter\n"
    "  --handlers 'P ...'   functions matching these shell patterns are the handlers of a tail-calling interpreter\n"
    "  --json               everything, for programs\n"
    "  --summary            no list of handlers\n"
    "  --annotate HANDLER   the machine code of one handler, or of a function, with what was found in it\n"
    "An interpreter is found by itself in CPython, Lua, LuaJIT, QuickJS, Coachwhip and most others.\n";

/* --- text --------------------------------------------------------------------------------------------------------------- */

static const char *table_kind_text(const JumpTable *t)
{
    switch (t->kind) {
    case TABLE_POINTERS: return t->functions ? "function pointers" : "pointers";
    case TABLE_OFFSETS: return "32-bit offsets";
    case TABLE_SMALL_OFFSETS: return t->width == 1 ? "8-bit offsets" : "16-bit offsets";
    default: return "?";
    }
}

static size_t jumps_of_table(const Analysis *a, int table)
{
    size_t count = 0;
    for (size_t i = 0; i < a->jump_count; i++)
        count += a->jumps[i].table == table;
    return count;
}

typedef struct Encoding {
    size_t reg, memory, notrack, thunk;
} Encoding;

static Encoding count_encodings(const Analysis *a)
{
    Encoding e = {0};
    for (size_t i = 0; i < a->jump_count; i++) {
        const IndirectJump *j = &a->jumps[i];
        e.thunk += j->thunk;
        e.memory += !j->thunk && j->through_memory;
        e.reg += !j->thunk && !j->through_memory;
        e.notrack += j->notrack;
    }
    return e;
}

static void print_jump_summary(const Analysis *a, Str *out)
{
    Encoding e = count_encodings(a);
    str_addf(out, "indirect jumps: %zu distinct: %zu through a register, %zu through memory, %zu through thunks; %zu notrack\n",
             a->jump_count, e.reg, e.memory, e.thunk, e.notrack);
    str_addf(out, "  %zu dispatch, %zu inner switch, %zu through a stored pointer, %zu unknown\n", dispatch_count(a, JUMP_DISPATCH),
             dispatch_count(a, JUMP_SWITCH), dispatch_count(a, JUMP_POINTER), dispatch_count(a, JUMP_UNKNOWN));
    for (size_t t = 0; t < a->table_count; t++) {
        const JumpTable *table = &a->tables[t];
        str_addf(out, "  table 0x%llx: %zu entries, %zu targets, %s: %zu %s jump%s\n", (unsigned long long)table->address, table->count,
                 table->targets, table_kind_text(table), jumps_of_table(a, (int)t), table->dispatch ? "dispatch" : "inner switch",
                 jumps_of_table(a, (int)t) == 1 ? "" : "s");
    }
    for (size_t i = 0; i < a->jump_count; i++)
        if (a->jumps[i].class != JUMP_DISPATCH && a->unit_count == 1)
            str_addf(out, "  0x%llx: %s\n", (unsigned long long)a->jumps[i].address, jump_class_name(a->jumps[i].class));
}

char *handler_leaving(const Handler *h)
{
    Str s = STR_INIT;
    str_add(&s, "");
    if (h->own_jumps)
        str_addf(&s, ", %zu own jump%s", h->own_jumps, h->own_jumps == 1 ? "" : "s");
    if (h->shared_jumps)
        str_addf(&s, ", %zu shared jump%s", h->shared_jumps, h->shared_jumps == 1 ? "" : "s");
    if (h->returns)
        str_add(&s, ", return");
    if (h->to_cold)
        str_add(&s, ", own cold part");
    for (size_t i = 0; i < h->leaves_to.count && i < 4; i++)
        str_addf(&s, ", %s", h->leaves_to.items[i]);
    if (h->leaves_to.count > 4)
        str_addf(&s, ", %zu more", h->leaves_to.count - 4);
    return s.length ? s.data + 2 : "nowhere";
}

static void print_handlers(const Analysis *a, Str *out)
{
    Table table = {0};
    table.headers = strlist_split("handler|address|size|shared|push|pop|call|reload|spill|frame|select|leaves by", "|");
    for (size_t i = 0; i < a->handler_count; i++) {
        const Handler *h = &a->handlers[i];
        StrList row = {0};
        strlist_add(&row, h->name);
        strlist_add(&row, lab_printf("0x%llx", (unsigned long long)h->address));
        const size_t numbers[] = {h->size, h->shared, h->pushes, h->pops, h->calls, h->loads, h->stores, h->frames, h->selects};
        for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++)
            strlist_add(&row, lab_printf("%zu", numbers[n]));
        strlist_add(&row, handler_leaving(h));
        table_add_row(&table, row);
    }
    if (table.count)
        table_render_plain(&table, out);
}

static size_t code_bytes(const Analysis *a)
{
    size_t bytes = 0;
    for (size_t u = 0; u < a->unit_count; u++)
        for (size_t r = 0; r < a->units[u].range_count; r++)
            bytes += a->units[u].ranges[r].end - a->units[u].ranges[r].start;
    return bytes;
}

char *verdict_sentence(const Analysis *a)
{
    size_t jumps = dispatch_count(a, JUMP_DISPATCH);
    if (a->verdict == DISPATCH_NONE)
        return lab_strdup("none: no indirect jump dispatches");
    if (a->verdict == DISPATCH_TAIL)
        return lab_printf("tail-called: %zu handler functions, %zu dispatch jumps", a->handler_count, jumps);
    if (!a->handler_count)
        return lab_printf("%s: %zu dispatch jumps (their table is made at run time)", verdict_name(a->verdict), jumps);
    return lab_printf("%s: %zu dispatch jump%s for %zu handlers", verdict_name(a->verdict), jumps, jumps == 1 ? "" : "s", a->handler_count);
}

static void print_text(const Analysis *a, bool summary)
{
    Str out = STR_INIT;
    size_t parts = a->unit_count == 1 ? a->units[0].range_count : a->unit_count;
    str_addf(&out, "%s: %s%s\n", a->image->path, a->image->machine == MACHINE_X86_64 ? "x86-64" : "aarch64",
             a->image->stripped ? ", stripped" : "");
    str_addf(&out, "interpreter: %s: %zu %s%s, %zu bytes\n", a->interpreter, parts, a->unit_count == 1 ? "part" : "function",
             parts == 1 ? "" : "s", code_bytes(a));
    str_addf(&out, "dispatch: %s\n", verdict_sentence(a));
    print_jump_summary(a, &out);
    if (!summary && a->handler_count) {
        str_add_char(&out, '\n', 1);
        print_handlers(a, &out);
    }
    fputs(out.data, stdout);
}

/* --- JSON --------------------------------------------------------------------------------------------------------------- */

static json_t *json_address(uint64_t address)
{
    char text[32];
    snprintf(text, sizeof text, "0x%llx", (unsigned long long)address);
    return json_string(text);
}

static json_t *json_tables(const Analysis *a)
{
    json_t *list = json_array();
    for (size_t t = 0; t < a->table_count; t++) {
        const JumpTable *table = &a->tables[t];
        json_array_append_new(list, json_pack("{s:o, s:I, s:I, s:s, s:b, s:I}", "address", json_address(table->address), "entries",
                                              (json_int_t)table->count, "targets", (json_int_t)table->targets, "kind", table_kind_text(table),
                                              "dispatch", table->dispatch, "jumps", (json_int_t)jumps_of_table(a, (int)t)));
    }
    return list;
}

static json_t *json_jumps(const Analysis *a)
{
    json_t *list = json_array();
    for (size_t i = 0; i < a->jump_count; i++) {
        const IndirectJump *j = &a->jumps[i];
        json_array_append_new(list, json_pack("{s:o, s:s, s:s, s:b, s:b, s:I}", "address", json_address(j->address), "class",
                                              jump_class_name(j->class), "through", j->thunk ? "thunk" : j->through_memory ? "memory" : "register",
                                              "notrack", j->notrack, "cold", j->cold, "handlers", (json_int_t)j->handlers));
    }
    return list;
}

static json_t *json_handlers(const Analysis *a)
{
    json_t *list = json_array();
    for (size_t i = 0; i < a->handler_count; i++) {
        const Handler *h = &a->handlers[i];
        json_t *item = json_pack("{s:s, s:o, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "name", h->name, "address", json_address(h->address),
                                 "size", (json_int_t)h->size, "shared", (json_int_t)h->shared, "pushes", (json_int_t)h->pushes, "pops",
                                 (json_int_t)h->pops, "calls", (json_int_t)h->calls, "reloads", (json_int_t)h->loads, "spills",
                                 (json_int_t)h->stores, "frames", (json_int_t)h->frames, "selects", (json_int_t)h->selects);
        json_object_set_new(item, "own_jumps", json_integer((json_int_t)h->own_jumps));
        json_object_set_new(item, "shared_jumps", json_integer((json_int_t)h->shared_jumps));
        json_object_set_new(item, "to_cold", json_integer((json_int_t)h->to_cold));
    json_object_set_new(item, "returns", json_integer((json_int_t)h->returns));
        json_t *names = json_array();
        for (size_t n = 0; n < h->leaves_to.count; n++)
            json_array_append_new(names, json_string(h->leaves_to.items[n]));
        json_object_set_new(item, "leaves_to", names);
        json_array_append_new(list, item);
    }
    return list;
}

json_t *inspect_json(const Analysis *a, bool details)
{
    json_t *root = json_pack("{s:s, s:s, s:b, s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "binary", short_path(a->image->path), "machine",
                             a->image->machine == MACHINE_X86_64 ? "x86-64" : "aarch64", "stripped", a->image->stripped, "interpreter",
                             a->interpreter, "dispatch", verdict_name(a->verdict), "code_bytes", (json_int_t)code_bytes(a),
                             "indirect_jumps", (json_int_t)a->jump_count, "dispatch_jumps", (json_int_t)dispatch_count(a, JUMP_DISPATCH),
                             "switch_jumps", (json_int_t)dispatch_count(a, JUMP_SWITCH), "pointer_jumps",
                             (json_int_t)dispatch_count(a, JUMP_POINTER), "unknown_jumps", (json_int_t)dispatch_count(a, JUMP_UNKNOWN),
                             "handler_count", (json_int_t)a->handler_count);
    if (details) {
        json_object_set_new(root, "tables", json_tables(a));
        json_object_set_new(root, "jumps", json_jumps(a));
        json_object_set_new(root, "handlers", json_handlers(a));
    }
    return root;
}

/* --- annotated machine code ----------------------------------------------------------------------------------------------- */

static void annotate_insn(const Analysis *a, const Code *code, const Insn *insn, Str *out)
{
    size_t start = out->length;
    str_addf(out, "%s%12llx:  %s", insn->flags & INSN_LEADER ? "\n" : "", (unsigned long long)insn->address, code_text(a->image, insn));
    size_t width = out->length - start;
    StrList notes = {0};
    if ((insn->kind == INSN_JUMP || insn->kind == INSN_BRANCH || insn->kind == INSN_CALL) && insn->target && !code_contains(code, insn->target)) {
        const Function *f = image_function_at(a->image, insn->target);
        strlist_add(&notes, f && *f->name ? lab_printf("-> %s", f->name) : "-> outside");
    }
    if (insn->kind == INSN_CALL)
        strlist_add(&notes, "call");
    if (insn->flags & (INSN_PUSH | INSN_POP))
        strlist_add(&notes, insn->flags & INSN_PUSH ? "push" : "pop");
    if (insn->flags & (INSN_STACK_LOAD | INSN_STACK_STORE))
        strlist_add(&notes, insn->flags & INSN_STACK_LOAD ? "reload" : "spill");
    if (insn->flags & INSN_STACK_FRAME)
        strlist_add(&notes, "frame");
    if (insn->flags & INSN_SELECT)
        strlist_add(&notes, "select");
    for (size_t i = 0; i < a->jump_count; i++)
        if (a->jumps[i].address == insn->address)
            strlist_add(&notes, jump_class_name(a->jumps[i].class));
    if (notes.count)
        str_addf(out, "%*s; %s", width < 64 ? (int)(64 - width) : 1, "", strlist_join(&notes, ", "));
    str_add_char(out, '\n', 1);
}

static bool annotate(const Analysis *a, const char *name)
{
    Str out = STR_INIT;
    for (size_t i = 0; i < a->handler_count; i++) {
        const Handler *h = &a->handlers[i];
        if (strcmp(h->name, name))
            continue;
        const Code *code = &a->units[h->unit];
        uint64_t end = UINT64_MAX;                           /* in a loop: up to the next handler in memory */
        for (size_t o = 0; o < a->handler_count && a->unit_count == 1; o++)
            if (a->handlers[o].address > h->address && a->handlers[o].address < end)
                end = a->handlers[o].address;
        str_addf(&out, "%s: %zu bytes of its own; leaves by %s\n", h->name, h->size, handler_leaving(h));
        for (size_t n = a->unit_count == 1 ? code_index(code, h->address) : 0; n < code->count && code->insns[n].address < end; n++)
            annotate_insn(a, code, &code->insns[n], &out);
        fputs(out.data, stdout);
        return true;
    }
    for (size_t u = 0; u < a->unit_count; u++) {
        if (strcmp(a->units[u].function->name, name))
            continue;
        for (size_t n = 0; n < a->units[u].count; n++)
            annotate_insn(a, &a->units[u], &a->units[u].insns[n], &out);
        fputs(out.data, stdout);
        return true;
    }
    return false;
}

int command_inspect(int argc, char **argv)
{
    enum { FUNCTION = 256, HANDLERS, JSON, SUMMARY, ANNOTATE, HELP };
    static const struct option OPTIONS[] = {
        {"function", 1, 0, FUNCTION}, {"handlers", 1, 0, HANDLERS}, {"json", 0, 0, JSON}, {"summary", 0, 0, SUMMARY},
        {"annotate", 1, 0, ANNOTATE}, {"help", 0, 0, HELP}, {0, 0, 0, 0},
    };
    const char *function = NULL, *annotated = NULL;
    StrList patterns = {0};
    bool json = false, summary = false;
    for (int option; (option = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
        switch (option) {
        case FUNCTION: function = optarg; break;
        case HANDLERS: patterns = strlist_split(optarg, " "); break;
        case JSON: json = true; break;
        case SUMMARY: summary = true; break;
        case ANNOTATE: annotated = optarg; break;
        case HELP: fputs(USAGE, stdout); return EXIT_OK;
        default: fputs(USAGE, stderr); return EXIT_USAGE;
        }
    }
    if (argc - optind != 1) {
        fputs(USAGE, stderr);
        return EXIT_USAGE;
    }
    Image image;
    Analysis a;
    Error err;
    json_t *record;
    const char *path = argv[optind];
    store_find_build(path, &record, &path);
    if (!image_open(path, &image, &err))
        lab_die("%s", err.text);
    if (!(patterns.count ? dispatch_analyse_handlers(&image, &patterns, &a, &err) : dispatch_analyse(&image, function, &a, &err)))
        lab_die("%s", err.text);
    if (annotated && !annotate(&a, annotated))
        lab_die("%s: no handler is called '%s' (inspect lists them)", image.path, annotated);
    if (json) {
        json_t *root = inspect_json(&a, !summary);
        json_dumpf(root, stdout, JSON_INDENT(1));
        putchar('\n');
        json_decref(root);
    } else if (!annotated) {
        print_text(&a, summary);
    }
    dispatch_free(&a);
    image_close(&image);
    return EXIT_OK;
}
