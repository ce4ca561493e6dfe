# tags: objects, containers
# A B-tree with insertion, lookup, ordered walk and deletion: list insertion and splitting, bisection, recursion.
from harness import main

ORDER = 8


class Node:
    __slots__ = ("keys", "values", "children")

    def __init__(self, keys, values, children):
        self.keys, self.values, self.children = keys, values, children

    def find(self, key):
        low, high = 0, len(self.keys)
        while low < high:
            middle = (low + high) // 2
            if self.keys[middle] < key:
                low = middle + 1
            else:
                high = middle
        return low

    def split(self):
        middle = len(self.keys) // 2
        right = Node(self.keys[middle + 1:], self.values[middle + 1:], self.children[middle + 1:] if self.children else None)
        key, value = self.keys[middle], self.values[middle]
        del self.keys[middle:], self.values[middle:]
        if self.children:
            del self.children[middle + 1:]
        return key, value, right

    def insert(self, key, value):
        i = self.find(key)
        if i < len(self.keys) and self.keys[i] == key:
            self.values[i] = value
            return None
        if self.children:
            promoted = self.children[i].insert(key, value)
            if promoted is None:
                return None
            key, value, right = promoted
            self.children.insert(i + 1, right)
        self.keys.insert(i, key)
        self.values.insert(i, value)
        return self.split() if len(self.keys) > ORDER else None

    def walk(self):
        if not self.children:
            yield from zip(self.keys, self.values)
            return
        for i, key in enumerate(self.keys):
            yield from self.children[i].walk()
            yield key, self.values[i]
        yield from self.children[-1].walk()


class BTree:
    def __init__(self):
        self.root = Node([], [], None)

    def __setitem__(self, key, value):
        promoted = self.root.insert(key, value)
        if promoted:
            key, value, right = promoted
            self.root = Node([key], [value], [self.root, right])

    def __getitem__(self, key):
        node = self.root
        while True:
            i = node.find(key)
            if i < len(node.keys) and node.keys[i] == key:
                return node.values[i]
            if not node.children:
                raise KeyError(key)
            node = node.children[i]

    def __iter__(self):
        return self.root.walk()

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True


def run():
    tree = BTree()
    for i in range(2500):
        tree[i * 7919 % 10007] = i
    hits = sum(1 for key in range(0, 10007, 5) if key in tree)
    total = sum(tree[i * 7919 % 10007] for i in range(0, 2500, 3))
    ordered = [key for key, _ in tree]
    return hits, total, len(ordered), ordered == sorted(ordered)


main(run, (500, 1042083, 2500, True))
