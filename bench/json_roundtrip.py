# tags: serialize
# Documents through json.dumps and json.loads: the library module, strings with escapes, nesting, floats.
import json

from harness import main


def document(n):
    return {
        "id": n,
        "name": "Größe %d \"quoted\" \\ / \n tab\t" % n,
        "price": n * 1.25 + 0.1,
        "tags": ["red", "green", "blue"][: n % 4],
        "stock": {"here": n * 7 % 13, "there": None, "anywhere": n % 2 == 0},
        "history": [[i, i * n, i / 4] for i in range(8)],
    }


DOCUMENTS = [document(n) for n in range(60)]


def run():
    compact = json.dumps(DOCUMENTS, separators=(",", ":"))
    pretty = json.dumps(DOCUMENTS[:20], indent=2, sort_keys=True, ensure_ascii=False)
    same = json.loads(compact) == DOCUMENTS and json.loads(pretty) == DOCUMENTS[:20]
    return same, len(compact), len(pretty)


main(run, (True, 15007, 13072))
