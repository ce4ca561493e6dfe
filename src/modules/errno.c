/* errno.c - the numbers of the system's errors. */
#include <errno.h>
#include "modules/modules.h"
#include "objects/dict.h"
#include "objects/numbers.h"
#include "objects/str.h"

#ifndef EFTYPE
#define EFTYPE 134 /* what CPython gives it on Linux; no call returns it */
#endif

#define ROW(name) {#name, name, NULL}
static const ConstantDef constants[] = {
    ROW(E2BIG), ROW(EACCES), ROW(EADDRINUSE), ROW(EADDRNOTAVAIL), ROW(EADV), ROW(EAFNOSUPPORT), ROW(EAGAIN), ROW(EALREADY),
    ROW(EBADE), ROW(EBADF), ROW(EBADFD), ROW(EBADMSG), ROW(EBADR), ROW(EBADRQC), ROW(EBADSLT), ROW(EBFONT), ROW(EBUSY),
    ROW(ECANCELED), ROW(ECHILD), ROW(ECHRNG), ROW(ECOMM), ROW(ECONNABORTED), ROW(ECONNREFUSED), ROW(ECONNRESET), ROW(EDEADLK),
    ROW(EDEADLOCK), ROW(EDESTADDRREQ), ROW(EDOM), ROW(EDOTDOT), ROW(EDQUOT), ROW(EEXIST), ROW(EFAULT), ROW(EFBIG), ROW(EFTYPE),
    ROW(EHOSTDOWN), ROW(EHOSTUNREACH), ROW(EHWPOISON), ROW(EIDRM), ROW(EILSEQ), ROW(EINPROGRESS), ROW(EINTR), ROW(EINVAL), ROW(EIO),
    ROW(EISCONN), ROW(EISDIR), ROW(EISNAM), ROW(EKEYEXPIRED), ROW(EKEYREJECTED), ROW(EKEYREVOKED), ROW(EL2HLT), ROW(EL2NSYNC),
    ROW(EL3HLT), ROW(EL3RST), ROW(ELIBACC), ROW(ELIBBAD), ROW(ELIBEXEC), ROW(ELIBMAX), ROW(ELIBSCN), ROW(ELNRNG), ROW(ELOOP),
    ROW(EMEDIUMTYPE), ROW(EMFILE), ROW(EMLINK), ROW(EMSGSIZE), ROW(EMULTIHOP), ROW(ENAMETOOLONG), ROW(ENAVAIL), ROW(ENETDOWN),
    ROW(ENETRESET), ROW(ENETUNREACH), ROW(ENFILE), ROW(ENOANO), ROW(ENOBUFS), ROW(ENOCSI), ROW(ENODATA), ROW(ENODEV), ROW(ENOENT),
    ROW(ENOEXEC), ROW(ENOKEY), ROW(ENOLCK), ROW(ENOLINK), ROW(ENOMEDIUM), ROW(ENOMEM), ROW(ENOMSG), ROW(ENONET), ROW(ENOPKG),
    ROW(ENOPROTOOPT), ROW(ENOSPC), ROW(ENOSR), ROW(ENOSTR), ROW(ENOSYS), ROW(ENOTBLK), ROW(ENOTCONN), ROW(ENOTDIR), ROW(ENOTEMPTY),
    ROW(ENOTNAM), ROW(ENOTRECOVERABLE), ROW(ENOTSOCK), ROW(ENOTSUP), ROW(ENOTTY), ROW(ENOTUNIQ), ROW(ENXIO), ROW(EOPNOTSUPP),
    ROW(EOVERFLOW), ROW(EOWNERDEAD), ROW(EPERM), ROW(EPFNOSUPPORT), ROW(EPIPE), ROW(EPROTO), ROW(EPROTONOSUPPORT), ROW(EPROTOTYPE),
    ROW(ERANGE), ROW(EREMCHG), ROW(EREMOTE), ROW(EREMOTEIO), ROW(ERESTART), ROW(ERFKILL), ROW(EROFS), ROW(ESHUTDOWN),
    ROW(ESOCKTNOSUPPORT), ROW(ESPIPE), ROW(ESRCH), ROW(ESRMNT), ROW(ESTALE), ROW(ESTRPIPE), ROW(ETIME), ROW(ETIMEDOUT),
    ROW(ETOOMANYREFS), ROW(ETXTBSY), ROW(EUCLEAN), ROW(EUNATCH), ROW(EUSERS), ROW(EWOULDBLOCK), ROW(EXDEV), ROW(EXFULL),
    CONSTANT_END};
#undef ROW

/* errorcode: number -> name; of two names with one number, the one that CPython gives */
static bool setup(Thread *t, Value module)
{
    Value dict = dict_new(t);
    if (is_null(dict)) return false;
    for (const ConstantDef *c = constants; c->name; c++) {
        if (c->number == EAGAIN && strcmp(c->name, "EAGAIN")) continue;
        if (c->number == EDEADLK && strcmp(c->name, "EDEADLOCK")) continue;
        if (c->number == ENOTSUP && strcmp(c->name, "ENOTSUP")) continue;
        Value name = str_intern_text(t, c->name);
        if (is_null(name) || !dict_set(t, dict, value_fixnum(c->number), name)) return false;
    }
    return module_add(t, module, "errorcode", dict);
}

const ModuleSpec errno_module_spec = {"errno", "Names of the system's error numbers.", NULL, constants, setup};
