# Carets under wide and combining characters; odd names.
import sys


def show(f):
    try:
        f()
    except BaseException as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)


日本 = 5
show(lambda: 日本 / 0 + 1)
show(lambda: "ｆｕｌｌ" + 日本)
show(lambda: ["é", "e\u0301"][日本])
show(lambda: ("😀" * 日本).nothing("漢字"))
show(lambda: {"κλειδί": 1}["λάθος"])
def ünïcödé(): raise ValueError("ñ € 😀 \t tab \x07 bell \ud800")
show(ünïcödé)
class Ошибка(Exception): pass
def r(): raise Ошибка("сообщение")
show(r)
for src in ("é = (1 + ", "日本 = 'abc", "x = 日本 語", "f('é' 5)", "😀 = 1", "é += = 2"):
    try:
        compile(src, "<ü>", "exec")
    except SyntaxError as e:
        sys.excepthook(type(e), e, None)
