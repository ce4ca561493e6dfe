/* frame.h - activation records on a thread's register stack.
 *
 * Invariants
 *  - A frame is a pointer R to its first register; the four words below hold its header. Arguments are already where the
 *    callee's first registers are: a call copies nothing.
 *  - R[-1] is the link: the caller's R (bits 0..47, three low bits free for LINK_*) and the register of the caller that gets
 *    the result (bits 48..63).
 *  - R[0 .. code->register_count) may be read by the collector at any time: registers hold Values or null, never other bits.
 */
#ifndef VM_FRAME_H
#define VM_FRAME_H

#include "vm/code.h"

enum { FRAME_FUNCTION = -4, FRAME_CODE = -3, FRAME_RETURN_PC = -2, FRAME_LINK = -1 };
#define FRAME_HEADER_WORDS 4

/* registers above a frame's own that a native callee may use for its absent arguments */
#define FRAME_SLACK 16


enum {
    LINK_ENTRY = 1,     /* returns to C: vm_run() */
    LINK_SPECIAL = 2,   /* the frame is a generator's, a constructor's __init__, ...: R[-5] (R[-5] fixnum or cell) says which */
    LINK_OBSERVED = 4   /* a FrameObject exists for this frame: detach it on return */
};
#define LINK_FLAGS ((uint64_t)7)

static inline Code *frame_code(const Value *r) { return (Code *)as_cell(r[FRAME_CODE]); }
static inline Value *link_registers(uint64_t link) { return (Value *)(link & 0x0000fffffffffff8); }
static inline unsigned link_destination(uint64_t link) { return (unsigned)(link >> 48); }
static inline Value *frame_caller(const Value *r) { return link_registers(r[FRAME_LINK].bits); } /* NULL under the first */

#endif
