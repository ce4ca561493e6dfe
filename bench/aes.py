# tags: crypto, integers
# AES-128 in counter mode (FIPS 197), tables built from the field's definition: list indexing, shifts and xors.
from harness import main


def build_tables():
    exp, log = [0] * 512, [0] * 256
    x = 1
    for i in range(255):
        exp[i] = exp[i + 255] = x
        log[x] = i
        x ^= x << 1 ^ (0x11B if x & 0x80 else 0)
        x &= 0xFF
    sbox = []
    for value in range(256):
        inverse = exp[255 - log[value]] if value else 0
        s = inverse
        for _ in range(4):
            inverse = (inverse << 1 | inverse >> 7) & 0xFF
            s ^= inverse
        sbox.append(s ^ 0x63)
    rounds = [[], [], [], []]
    for value in sbox:
        double = value << 1 ^ (0x11B if value & 0x80 else 0)
        word = double << 24 | value << 16 | value << 8 | (double ^ value)
        for i in range(4):
            rounds[i].append((word >> 8 * i | word << (32 - 8 * i)) & 0xFFFFFFFF)
    return sbox, rounds


SBOX, (T0, T1, T2, T3) = build_tables()


def expand_key(key):
    words = [int.from_bytes(key[i: i + 4], "big") for i in range(0, 16, 4)]
    constant = 1
    for i in range(4, 44):
        word = words[-1]
        if i % 4 == 0:
            word = (word << 8 | word >> 24) & 0xFFFFFFFF
            word = SBOX[word >> 24] << 24 | SBOX[word >> 16 & 255] << 16 | SBOX[word >> 8 & 255] << 8 | SBOX[word & 255]
            word ^= constant << 24
            constant = constant << 1 ^ (0x11B if constant & 0x80 else 0)
        words.append(words[-4] ^ word)
    return words


def encrypt_block(words, a, b, c, d):
    a ^= words[0]
    b ^= words[1]
    c ^= words[2]
    d ^= words[3]
    for i in range(4, 40, 4):
        a, b, c, d = (
            T0[a >> 24] ^ T1[b >> 16 & 255] ^ T2[c >> 8 & 255] ^ T3[d & 255] ^ words[i],
            T0[b >> 24] ^ T1[c >> 16 & 255] ^ T2[d >> 8 & 255] ^ T3[a & 255] ^ words[i + 1],
            T0[c >> 24] ^ T1[d >> 16 & 255] ^ T2[a >> 8 & 255] ^ T3[b & 255] ^ words[i + 2],
            T0[d >> 24] ^ T1[a >> 16 & 255] ^ T2[b >> 8 & 255] ^ T3[c & 255] ^ words[i + 3],
        )
    out = []
    for i, (p, q, r, s) in enumerate(((a, b, c, d), (b, c, d, a), (c, d, a, b), (d, a, b, c))):
        word = SBOX[p >> 24] << 24 | SBOX[q >> 16 & 255] << 16 | SBOX[r >> 8 & 255] << 8 | SBOX[s & 255]
        out.append(word ^ words[40 + i])
    return out


def counter_mode(key, nonce, data):
    words = expand_key(key)
    out = bytearray()
    for block in range(0, len(data), 16):
        stream = encrypt_block(words, nonce >> 32, nonce & 0xFFFFFFFF, 0, block // 16)
        for i, byte in enumerate(data[block: block + 16]):
            out.append(byte ^ (stream[i >> 2] >> (24 - 8 * (i & 3)) & 255))
    return bytes(out)


def run():
    standard = encrypt_block(expand_key(bytes(range(16))), 0x00112233, 0x44556677, 0x8899AABB, 0xCCDDEEFF)
    text = bytes(i * 37 & 255 for i in range(8000))
    key, nonce = b"a coachwhip's key", 0x0123456789ABCDEF
    secret = counter_mode(key[:16], nonce, text)
    back = counter_mode(key[:16], nonce, secret)
    return "%08x%08x%08x%08x" % tuple(standard), back == text, sum(secret)


main(run, ("69c4e0d86a7b0430d8cdb78070b4c55a", True, 1025336))
