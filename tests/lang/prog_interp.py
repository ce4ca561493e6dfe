# A program: a stack machine, its assembler, and a Brainf*** interpreter.
class VM:
    ops = {}

    def op(name, ops=ops):
        def deco(f):
            ops[name] = f
            return f
        return deco

    def __init__(self, code, out): self.code, self.pc, self.stack, self.calls, self.vars, self.out, self.steps = code, 0, [], [], {}, out, 0

    def pop(self):
        if not self.stack:
            raise RuntimeError(f"stack underflow at {self.pc - 1}")
        return self.stack.pop()

    def run(self, limit=100000):
        while self.pc < len(self.code):
            name, *args = self.code[self.pc]
            self.pc += 1
            self.steps += 1
            if self.steps > limit:
                raise TimeoutError("too many steps")
            if self.ops[name](self, *args) is StopIteration:
                break
        return self.stack

    @op("push")
    def _(self, v): self.stack.append(v)

    @op("add")
    def _(self): b, a = self.pop(), self.pop(); self.stack.append(a + b)

    @op("sub")
    def _(self): b, a = self.pop(), self.pop(); self.stack.append(a - b)

    @op("mul")
    def _(self): b, a = self.pop(), self.pop(); self.stack.append(a * b)

    @op("lt")
    def _(self): b, a = self.pop(), self.pop(); self.stack.append(a < b)

    @op("load")
    def _(self, n): self.stack.append(self.vars[n])

    @op("store")
    def _(self, n): self.vars[n] = self.pop()

    @op("jump")
    def _(self, to): self.pc = to

    @op("jz")
    def _(self, to):
        if not self.pop():
            self.pc = to

    @op("call")
    def _(self, to):
        self.calls.append((self.pc, self.vars))
        self.vars, self.pc = dict(self.vars), to

    @op("ret")
    def _(self):
        if not self.calls:
            return StopIteration
        self.pc, self.vars = self.calls.pop()

    @op("print")
    def _(self): self.out.append(str(self.pop()))

    @op("halt")
    def _(self): return StopIteration


def assemble(text):
    code, labels, fixups = [], {}, []
    for n, line in enumerate(text.splitlines(), 1):
        line = line.split(";")[0].strip()
        if not line:
            continue
        if line.endswith(":"):
            labels[line[:-1]] = len(code)
            continue
        name, _, arg = line.partition(" ")
        if name not in VM.ops:
            raise SyntaxError(f"line {n}: unknown {name!r}")
        if name in ("jump", "jz", "call"):
            fixups.append((len(code), arg, n))
            code.append(None)
        code[len(code) - 1 if fixups and fixups[-1][0] == len(code) - 1 and code[-1] is None else len(code):] = [(name, arg if not arg.lstrip("-").isdigit() else int(arg))] if arg else [(name,)]
    for at, label, n in fixups:
        if label not in labels:
            raise SyntaxError(f"line {n}: no label {label!r}")
        code[at] = (code[at][0], labels[label])
    return code


program = """
    push 10
    store n
loop:              ; count down
    load n
    print
    load n
    push 3
    sub
    store n
    push 0
    load n
    lt
    jz done
    jump loop
done:
    push 6
    call fact
    print
    halt
fact:
    store k
    load k
    push 2
    lt
    jz more
    push 1
    ret
more:
    load k
    load k
    push 1
    sub
    call fact
    mul
    ret
"""
out = []
vm = VM(assemble(program), out)
print(vm.run(), out, vm.steps)
for bad in ("push 1\nadd", "nope", "jump nowhere", "load x", "l:\njump l", "push 1\npush a\nadd"):
    try:
        print(VM(assemble(bad), []).run())
    except Exception as e:
        print(repr(bad), "->", type(e).__name__, e)


def bf(src, inp=""):
    jump, stack = {}, []
    for i, c in enumerate(src):
        if c == "[":
            stack.append(i)
        elif c == "]":
            jump[i] = j = stack.pop()
            jump[j] = i
    tape, p, i, out, inp = {}, 0, 0, [], iter(inp)
    while i < len(src):
        match src[i]:
            case ">": p += 1
            case "<": p -= 1
            case "+": tape[p] = (tape.get(p, 0) + 1) % 256
            case "-": tape[p] = (tape.get(p, 0) - 1) % 256
            case ".": out.append(chr(tape.get(p, 0)))
            case ",": tape[p] = ord(next(inp, "\0"))
            case "[" if not tape.get(p, 0): i = jump[i]
            case "]" if tape.get(p, 0): i = jump[i]
        i += 1
    return "".join(out)


print(bf("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+."))
print(bf(",[.,]", "echo"), bf(">,[>,]<[.<]", "reverse"))
