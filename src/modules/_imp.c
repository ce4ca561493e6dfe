/* _imp.c - what CPython's importlib asks of the interpreter. There are no frozen and no dynamic modules. */
#include "modules/import.h"
#include "modules/version.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "base/siphash.h"
#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "vm/code.h"

/* The first four bytes of a compiled file: two that stand for the instruction set as opcodes.def describes it and for the version of
 * code objects in marshal data, then CR LF. Count the version up when the tables of a code object or their form change. */
#define CODE_VERSION 1
static uint32_t magic_number(void)
{
    uint32_t hash = 2166136261u + CODE_VERSION; /* FNV-1a */
    for (int op = 0; op < OPCODE_COUNT; op++) {
        const char *const texts[] = {op_info[op].name, op_info[op].effects, op_info[op].meaning};
        for (int i = 0; i < 3; i++)
            for (const char *p = texts[i]; *p; p++) hash = (hash ^ (unsigned char)*p) * 16777619u;
        hash = (hash ^ op_info[op].words ^ (uint32_t)op_info[op].format << 4) * 16777619u;
    }
    return ((hash >> 16 ^ hash) & 0xffff) | (uint32_t)'\r' << 16 | (uint32_t)'\n' << 24;
}

/* --- built-in modules --- */

static Value is_builtin(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!is_str(a[0])) return raise(t, T_TYPE_ERROR, "is_builtin() argument must be str, not %T", a[0]);
    if (str_equal_text(a[0], "sys") || str_equal_text(a[0], "builtins")) return value_fixnum(-1);
    return value_fixnum(import_native_spec(a[0]) != NULL);
}

static Value create_builtin(Thread *t, Value *a, size_t n)
{
    (void)n;
    Value name = attr_get(t, a[0], NAME(t, name));
    if (is_null(name)) return V_NULL;
    if (!is_str(name)) return raise(t, T_TYPE_ERROR, "name must be string, not %T", name);
    if (str_equal_text(name, "sys")) return t->rt->sys_module;
    if (str_equal_text(name, "builtins")) return t->rt->builtins_module;
    const ModuleSpec *spec = import_native_spec(name);
    return spec ? module_from_spec(t, spec) : V_NONE;
}

/* modules are whole when they are created */
static Value exec_builtin(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return value_fixnum(0); }

static Value no_dynamic(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    return raise(t, T_IMPORT_ERROR, "extension modules are not supported");
}
static Value extension_suffixes(Thread *t, Value *a, size_t n) { (void)a, (void)n; return list_new(t, NULL, 0); }

/* --- frozen modules: none --- */

static Value never(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_FALSE; }
static Value nothing(Thread *t, Value *a, size_t n) { (void)t, (void)a, (void)n; return V_NONE; }
static Value empty_list(Thread *t, Value *a, size_t n) { (void)a, (void)n; return list_new(t, NULL, 0); }
static Value no_frozen(Thread *t, Value *a, size_t n)
{
    (void)n;
    raise(t, T_IMPORT_ERROR, "No such frozen object named %S", a[0]);
    exception_set_name(t, a[0]);
    return V_NULL;
}

/* --- the import lock: importlib has one lock a module, and this one around its own tables --- */

static Value acquire_lock(Thread *t, Value *a, size_t n) { (void)a, (void)n; return t->rt->import_depth++, V_NONE; }
static Value release_lock(Thread *t, Value *a, size_t n)
{
    (void)a, (void)n;
    if (!t->rt->import_depth) return raise(t, T_RUNTIME_ERROR, "not holding the import lock");
    return t->rt->import_depth--, V_NONE;
}
static Value lock_held(Thread *t, Value *a, size_t n) { (void)a, (void)n; return value_bool(t->rt->import_depth); }

/* --- code --- */

static void fix_file_name(Thread *t, Code *code, Value old, Value path)
{
    if (!str_equal(code->file_name, old)) return;
    gc_store(t, code, &code->file_name, path);
    for (uint32_t i = 0; i < code->const_count; i++)
        if (is_pointer(code->consts[i]) && has_kind(code->consts[i], K_CODE)) fix_file_name(t, as_cell(code->consts[i]), old, path);
}

static Value fix_co_filename(Thread *t, Value *a, size_t n)
{
    (void)n;
    if (!has_kind(a[0], K_CODE)) return raise(t, T_TYPE_ERROR, "_fix_co_filename() argument 1 must be code, not %T", a[0]);
    if (!is_str(a[1])) return raise(t, T_TYPE_ERROR, "_fix_co_filename() argument 2 must be str, not %T", a[1]);
    Code *code = as_cell(a[0]);
    if (!str_equal(code->file_name, a[1])) fix_file_name(t, code, code->file_name, a[1]);
    return V_NONE;
}

/* for hash-based compiled files (PEP 552): any keyed hash will do */
static Value source_hash(Thread *t, Value *a, size_t n)
{
    (void)n;
    int64_t key;
    Buffer b;
    if (!to_int64(t, a[0], &key) || !buffer_get(t, a[1], &b, BUFFER_SIMPLE)) return V_NULL;
    uint8_t seed[16] = {0};
    memcpy(seed, &key, sizeof key);
    SipKey sip = siphash_key(seed);
    uint64_t hash = siphash13(b.data, b.length, &sip);
    buffer_release(t, &b);
    return bytes_new(t, &hash, sizeof hash);
}

static const NativeDef functions[] = {
    FN("is_builtin", is_builtin, "($module, name, /)", "Returns True if the module name corresponds to a built-in module."),
    FN("create_builtin", create_builtin, "($module, spec, /)", "Create a built-in module."),
    FN("exec_builtin", exec_builtin, "($module, mod, /)", "Initialize a built-in module."),
    FN("create_dynamic", no_dynamic, "($module, spec, file=<unrepresentable>, /)", "Raises ImportError: there are no extension modules."),
    FN("exec_dynamic", no_dynamic, "($module, mod, /)", "Raises ImportError: there are no extension modules."),
    FN("extension_suffixes", extension_suffixes, "($module, /)", "Returns the list of file suffixes used to identify extension modules: none."),
    FN("is_frozen", never, "($module, name, /)", "Returns True if the module name corresponds to a frozen module: none does."),
    FN("is_frozen_package", no_frozen, "($module, name, /)", "Raises ImportError: nothing is frozen."),
    FN("find_frozen", nothing, "($module, name, /, *, withdata=False)", "Return None: nothing is frozen."),
    FN("get_frozen_object", no_frozen, "($module, name, data=None, /)", "Raises ImportError: nothing is frozen."),
    FN("init_frozen", nothing, "($module, name, /)", "Return None: nothing is frozen."),
    FN("_frozen_module_names", empty_list, "($module, /)", "Returns the list of available frozen modules: none."),
    FN("_override_frozen_modules_for_tests", nothing, "($module, override, /)", "Does nothing."),
    FN("_override_multi_interp_extensions_check", nothing, "($module, override, /)", "Does nothing."),
    FN("acquire_lock", acquire_lock, "($module, /)", "Acquires the interpreter's import lock for the current thread."),
    FN("release_lock", release_lock, "($module, /)", "Release the interpreter's import lock."),
    FN("lock_held", lock_held, "($module, /)", "Return True if the import lock is currently held, else False."),
    FN("_fix_co_filename", fix_co_filename, "($module, code, path, /)", "Changes code.co_filename to specify the passed-in file path."),
    FN("source_hash", source_hash, "($module, /, key, source)", NULL),
    FN_END};

static const ConstantDef constants[] = {{"check_hash_based_pycs", 0, "default"}, CONSTANT_END};

static bool setup(Thread *t, Value module) { return module_add(t, module, "pyc_magic_number_token", value_fixnum(magic_number())); }

const ModuleSpec _imp_module_spec = {"_imp", "Extremely low-level import machinery for importlib.", functions, constants, setup};
