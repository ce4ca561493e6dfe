# tags: bytes, integers
# LZ77 with hash chains and canonical Huffman codes, both ways: bytes, dicts, heaps and bit twiddling.
from heapq import heapify, heappop, heappush

from harness import main

MIN_MATCH, MAX_MATCH, WINDOW, CHAIN = 3, 66, 4096, 8
END, FIRST_LENGTH = 256, 257


def find_tokens(data):
    """Literals as (byte, 0), matches as (length symbol, distance)."""
    chains = {}
    tokens = []
    i, n = 0, len(data)
    while i < n:
        best, distance = 0, 0
        chain = chains.setdefault(data[i: i + MIN_MATCH], [])
        for start in chain[-CHAIN:]:
            if i - start > WINDOW:
                continue
            length = 0
            limit = min(MAX_MATCH, n - i)
            while length < limit and data[start + length] == data[i + length]:
                length += 1
            if length > best:
                best, distance = length, i - start
        chain.append(i)
        if best >= MIN_MATCH:
            tokens.append((FIRST_LENGTH + best - MIN_MATCH, distance))
            for j in range(i + 1, i + best):
                chains.setdefault(data[j: j + MIN_MATCH], []).append(j)
            i += best
        else:
            tokens.append((data[i], 0))
            i += 1
    tokens.append((END, 0))
    return tokens


def code_lengths(counts):
    heap = [(count, symbol, None, None) for symbol, count in sorted(counts.items())]
    heapify(heap)
    serial = 1000
    while len(heap) > 1:
        a, b = heappop(heap), heappop(heap)
        serial += 1
        heappush(heap, (a[0] + b[0], serial, a, b))
    lengths = {}
    todo = [(heap[0], 0)]
    while todo:
        (_, symbol, a, b), depth = todo.pop()
        if a is None:
            lengths[symbol] = max(depth, 1)
        else:
            todo.append((a, depth + 1))
            todo.append((b, depth + 1))
    return lengths


def canonical(lengths):
    code, previous, codes = 0, 0, {}
    for length, symbol in sorted((length, symbol) for symbol, length in lengths.items()):
        code <<= length - previous
        codes[symbol] = code, length
        code += 1
        previous = length
    return codes


def compress(data):
    tokens = find_tokens(data)
    counts = {}
    for symbol, _ in tokens:
        counts[symbol] = counts.get(symbol, 0) + 1
    lengths = code_lengths(counts)
    codes = canonical(lengths)
    out = bytearray()
    buffer = bits = 0
    for symbol, distance in tokens:
        code, length = codes[symbol]
        buffer = buffer << length | code
        bits += length
        if symbol >= FIRST_LENGTH:
            buffer = buffer << 12 | (distance - 1)
            bits += 12
        while bits >= 8:
            bits -= 8
            out.append(buffer >> bits & 255)
        buffer &= (1 << bits) - 1
    if bits:
        out.append(buffer << (8 - bits) & 255)
    return lengths, bytes(out)


def decompress(lengths, packed):
    symbols = {(length, code): symbol for symbol, (code, length) in canonical(lengths).items()}
    out = bytearray()
    position = 0

    def take(count):
        nonlocal position
        value = 0
        for _ in range(count):
            value = value << 1 | packed[position >> 3] >> (7 - (position & 7)) & 1
            position += 1
        return value

    while True:
        code = length = 0
        while (length, code) not in symbols:
            code = code << 1 | take(1)
            length += 1
        symbol = symbols[length, code]
        if symbol == END:
            return bytes(out)
        if symbol < END:
            out.append(symbol)
            continue
        start = len(out) - take(12) - 1
        for k in range(symbol - FIRST_LENGTH + MIN_MATCH):
            out.append(out[start + k])


def sample():
    words = "the quick brown fox jumps over a lazy dog while seven wizards box daft zombies under pale moons".split()
    state, text = 42, []
    for _ in range(700):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        text.append(words[(state >> 16) % len(words)])
        if state >> 9 & 7 == 0:
            text.append(str(state % 1000))
    return " ".join(text).encode()


DATA = sample()


def run():
    lengths, packed = compress(DATA)
    return decompress(lengths, packed) == DATA, len(DATA), len(packed)


main(run, (True, 4065, 1334))
