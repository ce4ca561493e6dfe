# tags: template, strings
# A template language compiled to nested nodes and rendered: string scanning, dictionaries of scopes, escaping, joins.
from harness import main

ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"))


def escape(text):
    for plain, safe in ESCAPES:
        if plain in text:
            text = text.replace(plain, safe)
    return text


def lookup(path, scopes):
    name, *rest = path.split(".")
    for scope in reversed(scopes):
        if name in scope:
            value = scope[name]
            break
    else:
        return ""
    for key in rest:
        value = value[int(key)] if key.isdigit() else value[key]
    return value


FILTERS = {"upper": str.upper, "title": str.title, "length": lambda v: str(len(v)), "money": lambda v: f"{v:,.2f}"}


class Text:
    def __init__(self, text):
        self.text = text

    def render(self, scopes, out):
        out.append(self.text)


class Value:
    def __init__(self, source):
        self.path, *self.filters = [part.strip() for part in source.split("|")]

    def render(self, scopes, out):
        value = lookup(self.path, scopes)
        for name in self.filters:
            value = FILTERS[name](value)
        out.append(escape(value if isinstance(value, str) else str(value)))


class For:
    def __init__(self, source, body):
        self.name, _, self.path = source.split()
        self.body = body

    def render(self, scopes, out):
        for index, item in enumerate(lookup(self.path, scopes)):
            scopes.append({self.name: item, "index": index + 1})
            for node in self.body:
                node.render(scopes, out)
            scopes.pop()


class If:
    def __init__(self, source, body):
        self.path = source.strip()
        self.body = body

    def render(self, scopes, out):
        if lookup(self.path, scopes):
            for node in self.body:
                node.render(scopes, out)


BLOCKS = {"for": For, "if": If}


def compile_template(source):
    root = []
    stack = [(None, None, root)]
    at = 0
    while at < len(source):
        start = source.find("{", at)
        if start < 0 or source[start: start + 2] not in ("{{", "{%"):
            end = len(source) if start < 0 else start + 1
            stack[-1][2].append(Text(source[at:end]))
            at = end
            continue
        if start > at:
            stack[-1][2].append(Text(source[at:start]))
        closing = "}}" if source[start + 1] == "{" else "%}"
        end = source.index(closing, start)
        inside = source[start + 2: end].strip()
        at = end + 2
        if closing == "}}":
            stack[-1][2].append(Value(inside))
        elif inside.startswith("end"):
            word, rest, body = stack.pop()
            stack[-1][2].append(BLOCKS[word](rest, body))
        else:
            word, _, rest = inside.partition(" ")
            stack.append((word, rest, []))
    return root


SOURCE = """<h1>{{ title | title }}</h1>
<table>{% for row in rows %}
<tr class="r{{ index }}"><td>{{ row.name | upper }}</td>{% for cell in row.cells %}<td>{{ cell }}</td>{% endfor %}
<td>{{ row.price | money }}</td>{% if row.note %}<td>{{ row.note }} ({{ row.note | length }})</td>{% endif %}</tr>{% endfor %}
</table>"""
DATA = {
    "title": "a page of <things>",
    "rows": [
        {"name": f"thing & {i}", "cells": list(range(i % 7)), "price": i * 1234.5, "note": "said \"so\"" if i % 3 == 0 else ""}
        for i in range(80)
    ],
}


def run():
    template = compile_template(SOURCE)
    out = []
    for node in template:
        node.render([DATA], out)
    page = "".join(out)
    return len(page), page.count("<td>"), page[-60:-20]


main(run, (8342, 421, "79</td><td>0</td><td>1</td>\n<td>97,525.5"))
