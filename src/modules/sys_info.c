/* sys_info.c - the constants of the sys module. */
#include "modules/sys.h"
#include "modules/version.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/numbers.h"
#include "objects/str.h"
#include "objects/structseq.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include <float.h>
#include <gnu/libc-version.h>

/* --- struct sequences --- */

static const MemberDef flags_fields[] = {
    STRUCTSEQ_FIELD(0, "debug", "-d"),
    STRUCTSEQ_FIELD(1, "inspect", "-i"),
    STRUCTSEQ_FIELD(2, "interactive", "-i"),
    STRUCTSEQ_FIELD(3, "optimize", "-O or -OO"),
    STRUCTSEQ_FIELD(4, "dont_write_bytecode", "-B"),
    STRUCTSEQ_FIELD(5, "no_user_site", "-s"),
    STRUCTSEQ_FIELD(6, "no_site", "-S"),
    STRUCTSEQ_FIELD(7, "ignore_environment", "-E"),
    STRUCTSEQ_FIELD(8, "verbose", "-v"),
    STRUCTSEQ_FIELD(9, "bytes_warning", "-b"),
    STRUCTSEQ_FIELD(10, "quiet", "-q"),
    STRUCTSEQ_FIELD(11, "hash_randomization", "-R"),
    STRUCTSEQ_FIELD(12, "isolated", "-I"),
    STRUCTSEQ_FIELD(13, "dev_mode", "-X dev"),
    STRUCTSEQ_FIELD(14, "utf8_mode", "-X utf8"),
    STRUCTSEQ_FIELD(15, "warn_default_encoding", "-X warn_default_encoding"),
    STRUCTSEQ_FIELD(16, "safe_path", "-P"),
    STRUCTSEQ_FIELD(17, "int_max_str_digits", "-X int_max_str_digits"),
    STRUCTSEQ_FIELD(18, "gil", "-X gil"),
    STRUCTSEQ_FIELD(19, "thread_inherit_context", "-X thread_inherit_context"),
    STRUCTSEQ_FIELD(20, "context_aware_warnings", "-X context_aware_warnings"),
    MEMBER_END};
static bool flags_setup(Thread *t, Type *type) { return structseq_setup(t, type, 18, 21); }
const TypeSpec sys_flags_type_spec = {STRUCTSEQ_SPEC("sys.flags", "Flags given on the command line or through the environment.", flags_fields, TYPE_NO_INSTANTIATE),
                                      .setup = flags_setup};

static const MemberDef version_fields[] = {
    STRUCTSEQ_FIELD(0, "major", "Major release number"),
    STRUCTSEQ_FIELD(1, "minor", "Minor release number"),
    STRUCTSEQ_FIELD(2, "micro", "Patch release number"),
    STRUCTSEQ_FIELD(3, "releaselevel", "'alpha', 'beta', 'candidate', or 'final'"),
    STRUCTSEQ_FIELD(4, "serial", "Serial release number"),
    MEMBER_END};
static bool version_setup(Thread *t, Type *type) { return structseq_setup(t, type, 5, 5); }
const TypeSpec sys_version_info_type_spec = {STRUCTSEQ_SPEC("sys.version_info", "Version information as a named tuple.", version_fields, TYPE_NO_INSTANTIATE),
                                             .setup = version_setup};

static const MemberDef float_fields[] = {
    STRUCTSEQ_FIELD(0, "max", "DBL_MAX: the largest finite float"),
    STRUCTSEQ_FIELD(1, "max_exp", "DBL_MAX_EXP: the largest e such that radix**(e-1) is a float"),
    STRUCTSEQ_FIELD(2, "max_10_exp", "DBL_MAX_10_EXP: the largest e such that 10**e is a float"),
    STRUCTSEQ_FIELD(3, "min", "DBL_MIN: the smallest positive normalized float"),
    STRUCTSEQ_FIELD(4, "min_exp", "DBL_MIN_EXP: the smallest e such that radix**(e-1) is a normalized float"),
    STRUCTSEQ_FIELD(5, "min_10_exp", "DBL_MIN_10_EXP: the smallest e such that 10**e is a normalized float"),
    STRUCTSEQ_FIELD(6, "dig", "DBL_DIG: decimal digits that a float always keeps"),
    STRUCTSEQ_FIELD(7, "mant_dig", "DBL_MANT_DIG: digits of the mantissa"),
    STRUCTSEQ_FIELD(8, "epsilon", "DBL_EPSILON: what lies between 1.0 and the next float"),
    STRUCTSEQ_FIELD(9, "radix", "FLT_RADIX: the base of the exponent"),
    STRUCTSEQ_FIELD(10, "rounds", "FLT_ROUNDS: how additions round"),
    MEMBER_END};
static bool float_setup(Thread *t, Type *type) { return structseq_setup(t, type, 11, 11); }
const TypeSpec sys_float_info_type_spec = {STRUCTSEQ_SPEC("sys.float_info", "The limits of the float type, from C's float.h.", float_fields, TYPE_NO_INSTANTIATE),
                                           .setup = float_setup};

static const MemberDef int_fields[] = {
    STRUCTSEQ_FIELD(0, "bits_per_digit", "bits in a digit of a large int"),
    STRUCTSEQ_FIELD(1, "sizeof_digit", "bytes in a digit of a large int"),
    STRUCTSEQ_FIELD(2, "default_max_str_digits", "the limit of conversions between int and str, as it is by itself"),
    STRUCTSEQ_FIELD(3, "str_digits_check_threshold", "the smallest limit that can be set"),
    MEMBER_END};
static bool int_setup(Thread *t, Type *type) { return structseq_setup(t, type, 4, 4); }
const TypeSpec sys_int_info_type_spec = {STRUCTSEQ_SPEC("sys.int_info", "How ints are represented.", int_fields, TYPE_NO_INSTANTIATE), .setup = int_setup};

static const MemberDef hash_fields[] = {
    STRUCTSEQ_FIELD(0, "width", "bits of a hash value"),
    STRUCTSEQ_FIELD(1, "modulus", "the prime that hashes of numbers are reduced by"),
    STRUCTSEQ_FIELD(2, "inf", "hash of positive infinity"),
    STRUCTSEQ_FIELD(3, "nan", "not used any more"),
    STRUCTSEQ_FIELD(4, "imag", "multiplier of the imaginary part of a complex"),
    STRUCTSEQ_FIELD(5, "algorithm", "name of the algorithm for str and bytes"),
    STRUCTSEQ_FIELD(6, "hash_bits", "bits that the algorithm yields"),
    STRUCTSEQ_FIELD(7, "seed_bits", "bits of the algorithm's seed"),
    STRUCTSEQ_FIELD(8, "cutoff", "shorter texts use another algorithm"),
    MEMBER_END};
static bool hash_setup(Thread *t, Type *type) { return structseq_setup(t, type, 9, 9); }
const TypeSpec sys_hash_info_type_spec = {STRUCTSEQ_SPEC("sys.hash_info", "How hashes are computed.", hash_fields, TYPE_NO_INSTANTIATE), .setup = hash_setup};

static const MemberDef thread_fields[] = {
    STRUCTSEQ_FIELD(0, "name", "name of the thread implementation"),
    STRUCTSEQ_FIELD(1, "lock", "what locks are made of"),
    STRUCTSEQ_FIELD(2, "version", "name and version of the thread library"),
    MEMBER_END};
static bool thread_setup(Thread *t, Type *type) { return structseq_setup(t, type, 3, 3); }
const TypeSpec sys_thread_info_type_spec = {STRUCTSEQ_SPEC("sys.thread_info", "How threads are implemented.", thread_fields, TYPE_NO_INSTANTIATE),
                                            .setup = thread_setup};

/* adds sys.name, a struct sequence whose type cannot be called */
static bool add_sequence(Thread *t, Value module, const char *name, TypeId id, const Value *fields)
{
    return module_add(t, module, name, structseq_new(t, id, fields));
}

static bool add_float_info(Thread *t, Value module)
{
    Value v[] = {float_new(t, DBL_MAX), value_fixnum(DBL_MAX_EXP), value_fixnum(DBL_MAX_10_EXP), float_new(t, DBL_MIN), value_fixnum(DBL_MIN_EXP),
                 value_fixnum(DBL_MIN_10_EXP), value_fixnum(DBL_DIG), value_fixnum(DBL_MANT_DIG), float_new(t, DBL_EPSILON),
                 value_fixnum(FLT_RADIX), value_fixnum(1)};
    return add_sequence(t, module, "float_info", T_SYS_FLOAT_INFO, v);
}

static bool add_number_info(Thread *t, Value module)
{
    Value i[] = {value_fixnum(64), value_fixnum(8), value_fixnum(4300), value_fixnum(640)};
    Value h[] = {value_fixnum(64), int_from_int64(t, ((int64_t)1 << 61) - 1), value_fixnum(314159), value_fixnum(0), value_fixnum(1000003),
                 str_from_text(t, "siphash13"), value_fixnum(64), value_fixnum(128), value_fixnum(0)};
    Value version = str_format(t, "NPTL %s", gnu_get_libc_version());
    Value threads[] = {str_from_text(t, "pthread"), str_from_text(t, "semaphore"), version};
    return add_sequence(t, module, "int_info", T_SYS_INT_INFO, i) && add_sequence(t, module, "hash_info", T_SYS_HASH_INFO, h) &&
           add_sequence(t, module, "thread_info", T_SYS_THREAD_INFO, threads);
}

bool sys_update_flags(Thread *t, Value module)
{
    const RuntimeOptions *o = &t->rt->options;
    Value v[] = {value_fixnum(o->parser_debug), value_fixnum(o->inspect), value_fixnum(o->interactive), value_fixnum(o->optimize),
                 value_fixnum(o->dont_write_bytecode), value_fixnum(o->no_user_site), value_fixnum(o->no_site),
                 value_fixnum(o->ignore_environment), value_fixnum(o->verbose), value_fixnum(o->bytes_warning), value_fixnum(o->quiet),
                 value_fixnum(!o->hash_seed_set || o->hash_seed != 0), value_fixnum(o->isolated), value_bool(o->dev_mode),
                 value_fixnum(o->utf8_mode), value_fixnum(o->warn_default_encoding), value_bool(o->safe_path),
                 value_fixnum(o->int_max_str_digits), value_fixnum(1), value_fixnum(o->thread_inherit_context),
                 value_fixnum(o->context_aware_warnings)};
    return add_sequence(t, module, "flags", T_SYS_FLAGS, v);
}

static bool add_implementation(Thread *t, Value module, Value version)
{
    Value dict = dict_new(t);
    bool ok = !is_null(dict) && dict_set_text(t, dict, "name", str_from_text(t, "coachwhip")) &&
              dict_set_text(t, dict, "cache_tag", str_from_text(t, COACHWHIP_TAG)) && dict_set_text(t, dict, "version", version) &&
              dict_set_text(t, dict, "hexversion", value_fixnum(PYTHON_HEXVERSION)) &&
              dict_set_text(t, dict, "_multiarch", str_from_text(t, MULTIARCH)) &&
              dict_set_text(t, dict, "supports_isolated_interpreters", V_TRUE);
    Type *type = ok ? type_by_id(t, T_SIMPLE_NAMESPACE) : NULL;
    return type && module_add(t, module, "implementation", call1(t, type_value(type), dict));
}

bool sys_add_info(Thread *t, Value module)
{
    Value v[] = {value_fixnum(PYTHON_MAJOR), value_fixnum(PYTHON_MINOR), value_fixnum(PYTHON_MICRO), str_from_text(t, "final"), value_fixnum(0)};
    Value version = structseq_new(t, T_SYS_VERSION_INFO, v);
    return !is_null(version) && module_add(t, module, "version_info", version) &&
           module_add(t, module, "version", str_from_text(t, PYTHON_VERSION_TEXT)) && add_implementation(t, module, version) &&
           add_float_info(t, module) && add_number_info(t, module) && sys_update_flags(t, module);
}
