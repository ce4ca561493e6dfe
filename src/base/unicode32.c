// The differences between versions 3.2.0 and 16.0.0 of the character database. See unicode32.h; normalisation is in
// unicode.c.
#include "base/unicode32.h"

typedef struct Change {
    uint32_t first, last;
    char category[3], bidirectional[4], width[3];  // "" for no change
    int8_t mirrored;                               // -1
    int8_t decimal;                                // -2
    double numeric;                                // -2
    uint32_t decomposes;                           // 0
} Change;

#include "base/unicode32_tables.inc"

// The change that c belongs to, or NULL.
static const Change *find_change(uint32_t c) {
    size_t low = 0, high = ARRAY_LEN(changes);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (changes[middle].last < c) low = middle + 1;
        else high = middle;
    }
    return low < ARRAY_LEN(changes) && changes[low].first <= c ? &changes[low] : NULL;
}

static bool is_unassigned(const Change *change) { return change && strcmp(change->category, "Cn") == 0; }

bool unicode32_assigned(uint32_t c) { return unicode_category(c) != UNICODE_CN && !is_unassigned(find_change(c)); }

const char *unicode32_category_name(uint32_t c) {
    const Change *change = find_change(c);
    return change && change->category[0] ? change->category : unicode_category_name(c);
}

const char *unicode32_bidirectional_name(uint32_t c) {
    const Change *change = find_change(c);
    if (is_unassigned(change)) return "";
    return change && change->bidirectional[0] ? change->bidirectional : unicode_bidirectional_name(c);
}

const char *unicode32_east_asian_width(uint32_t c) {
    const Change *change = find_change(c);
    if (is_unassigned(change)) return "N";
    return change && change->width[0] ? change->width : unicode_east_asian_width(c);
}

unsigned unicode32_combining(uint32_t c) { return is_unassigned(find_change(c)) ? 0 : unicode_combining(c); }

bool unicode32_mirrored(uint32_t c) {
    const Change *change = find_change(c);
    if (is_unassigned(change)) return false;
    return change && change->mirrored != -1 ? change->mirrored : unicode_mirrored(c);
}

int unicode32_decimal(uint32_t c) {
    const Change *change = find_change(c);
    if (is_unassigned(change)) return -1;
    return change && change->decimal != -2 ? change->decimal : unicode_decimal(c);
}

double unicode32_numeric(uint32_t c) {
    const Change *change = find_change(c);
    if (is_unassigned(change)) return -1;
    if (change && change->numeric != -2) return change->numeric;
    int64_t numerator;
    int32_t denominator;
    return unicode_numeric(c, &numerator, &denominator) ? (double)numerator / denominator : -1;
}

size_t unicode32_decomposition(uint32_t c, char out[UNICODE_DECOMPOSITION_MAX]) {
    out[0] = 0;
    return is_unassigned(find_change(c)) ? 0 : unicode_decomposition(c, out);
}

size_t unicode32_name(uint32_t c, char out[UNICODE_NAME_MAX]) {
    out[0] = 0;
    return unicode32_assigned(c) ? unicode_name(c, out) : 0;
}

uint32_t unicode32_correction(uint32_t c) {
    const Change *change = find_change(c);
    return change ? change->decomposes : 0;
}
