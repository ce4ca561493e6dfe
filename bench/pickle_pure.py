# tags: serialize, objects
# A pickle-like serialiser in pure Python: dispatch on type, memo of shared objects, bytes written and read.
from harness import main


class Node:
    def __init__(self, name, value, children):
        self.name, self.value, self.children = name, value, children


class Writer:
    def __init__(self):
        self.out = bytearray()
        self.memo = {}
        self.writers = {
            type(None): self.write_none, bool: self.write_bool, int: self.write_int, float: self.write_float, str: self.write_str,
            list: self.write_list, tuple: self.write_tuple, dict: self.write_dict, Node: self.write_node,
        }

    def write(self, value):
        known = self.memo.get(id(value))
        if known is not None:
            self.out += b"@"
            self.number(known)
        else:
            self.writers[type(value)](value)

    def remember(self, value):
        self.memo[id(value)] = len(self.memo)

    def number(self, n):
        while n >= 128:
            self.out.append(n & 127 | 128)
            n >>= 7
        self.out.append(n)

    def write_none(self, value):
        self.out += b"N"

    def write_bool(self, value):
        self.out += b"T" if value else b"F"

    def write_int(self, value):
        self.out += b"i"
        self.number(value * 2 if value >= 0 else -value * 2 - 1)

    def write_float(self, value):
        self.out += b"f"
        top, bottom = value.as_integer_ratio()
        self.write_int(top)
        self.write_int(bottom)

    def write_str(self, value):
        self.out += b"s"
        data = value.encode()
        self.number(len(data))
        self.out += data
        self.remember(value)

    def items(self, mark, values):
        self.out += mark
        self.number(len(values))
        for value in values:
            self.write(value)

    def write_list(self, value):
        self.remember(value)
        self.items(b"l", value)

    def write_tuple(self, value):
        self.items(b"t", value)
        self.remember(value)

    def write_dict(self, value):
        self.remember(value)
        self.out += b"d"
        self.number(len(value))
        for key, item in value.items():
            self.write(key)
            self.write(item)

    def write_node(self, value):
        self.remember(value)
        self.out += b"n"
        self.write(value.name)
        self.write(value.value)
        self.write(value.children)


class Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0
        self.memo = []
        self.readers = {
            ord("N"): lambda: None, ord("T"): lambda: True, ord("F"): lambda: False, ord("i"): self.read_int, ord("f"): self.read_float,
            ord("s"): self.read_str, ord("l"): self.read_list, ord("t"): self.read_tuple, ord("d"): self.read_dict, ord("n"): self.read_node,
            ord("@"): lambda: self.memo[self.number()],
        }

    def read(self):
        mark = self.data[self.at]
        self.at += 1
        return self.readers[mark]()

    def number(self):
        n = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            n |= (byte & 127) << shift
            if byte < 128:
                return n
            shift += 7

    def read_int(self):
        n = self.number()
        return -(n + 1 >> 1) if n & 1 else n >> 1

    def read_float(self):
        self.at += 1
        top = self.read_int()
        self.at += 1
        return top / self.read_int()

    def read_str(self):
        size = self.number()
        text = self.data[self.at: self.at + size].decode()
        self.at += size
        self.memo.append(text)
        return text

    def read_list(self):
        values = []
        self.memo.append(values)
        for _ in range(self.number()):
            values.append(self.read())
        return values

    def read_tuple(self):
        values = tuple([self.read() for _ in range(self.number())])
        self.memo.append(values)
        return values

    def read_dict(self):
        values = {}
        self.memo.append(values)
        for _ in range(self.number()):
            key = self.read()
            values[key] = self.read()
        return values

    def read_node(self):
        node = Node(None, None, None)
        self.memo.append(node)
        node.name = self.read()
        node.value = self.read()
        node.children = self.read()
        return node


def tree(depth, path="root"):
    children = [tree(depth - 1, path + "/" + str(i)) for i in range(3)] if depth else []
    return Node(path, {"depth": depth, "ratio": depth / 8, "flags": (True, None, -depth), "path": path}, children)


def total(node):
    return node.value["depth"] + node.value["flags"][2] + len(node.name) + sum(total(child) for child in node.children)


TREE = tree(4)


def run():
    writer = Writer()
    writer.write(TREE)
    data = bytes(writer.out)
    back = Reader(data).read()
    again = Writer()
    again.write(back)
    return len(data), total(back), bytes(again.out) == data


main(run, (5081, 1336, True))
