# tags: regex, strings
# A web server's log through regular expressions: groups, alternatives, findall, sub with a function.
import re

from harness import main

LINE = re.compile(r'(\d+\.\d+\.\d+\.\d+) - (\S+) \[([^\]]+)\] "(GET|POST|PUT) ([^" ]+)(?: HTTP/([\d.]+))?" (\d{3}) (\d+|-)')
QUERY = re.compile(r"[?&](\w+)=([^&]*)")
NUMBER = re.compile(r"\b\d{2,}\b")
WORDS = re.compile(r"(?:api|static|img)/([a-z]+)(?:\.(?:png|js|html))?$", re.IGNORECASE)


def log():
    state, lines = 7, []
    for i in range(400):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        a, b = state >> 8 & 255, state >> 16 & 127
        verb = ("GET", "POST", "PUT", "BREW")[b % 4]
        path = ("/api/users?id=%d&sort=name" % a, "/static/site.js", "/img/Logo.png", "/")[a % 4]
        size = "-" if a % 9 == 0 else str(a * b)
        lines.append(f'10.0.{b}.{a} - user{b} [12/Mar/2026:10:{a % 60:02}:00 +0000] "{verb} {path} HTTP/1.{a % 2}" {200 + a % 5 * 101} {size}')
    return lines


LINES = log()


def run():
    matched = bytes_sent = 0
    users, words = {}, {}
    for line in LINES:
        m = LINE.match(line)
        if not m:
            continue
        matched += 1
        address, user, when, verb, path, version, status, size = m.groups()
        users[user] = users.get(user, 0) + 1
        if size != "-":
            bytes_sent += int(size)
        for key, value in QUERY.findall(path):
            words[key] = words.get(key, 0) + len(value)
        found = WORDS.search(path)
        if found:
            words[found.group(1)] = words.get(found.group(1), 0) + 1
    masked = NUMBER.sub(lambda m: "#" * len(m.group()), "\n".join(LINES[:150]))
    return matched, bytes_sent, len(users), sorted(words.items()), masked.count("#")


main(run, (298, 2251188, 93, [("Logo", 72), ("id", 189), ("site", 78), ("sort", 296)], 4502))
