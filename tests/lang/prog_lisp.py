# A program: a small Lisp with closures, tail calls by trampoline, and macros' poorer cousin.
class Symbol(str):
    def __repr__(self): return str(self)


class Env(dict):
    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        if name in self:
            return self
        if self.outer is None:
            raise NameError(f"undefined: {name}")
        return self.outer.find(name)


class Lambda:
    def __init__(self, params, body, env): self.params, self.body, self.env = params, body, env

    def __call__(self, *args):
        return evaluate(self.body, self.bind(args))

    def bind(self, args):
        if len(args) != len(self.params):
            raise TypeError(f"expected {len(self.params)} arguments, got {len(args)}")
        return Env(self.params, args, self.env)


def parse(text):
    tokens = text.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()

    def read():
        if not tokens:
            raise SyntaxError("unexpected end")
        t = tokens.pop(0)
        if t == "(":
            out = []
            while tokens and tokens[0] != ")":
                out.append(read())
            if not tokens:
                raise SyntaxError("missing )")
            tokens.pop(0)
            return out
        if t == ")":
            raise SyntaxError("unexpected )")
        if t == "'":
            return [Symbol("quote"), read()]
        for kind in (int, float):
            try:
                return kind(t)
            except ValueError:
                pass
        return {"#t": True, "#f": False}.get(t, Symbol(t))

    forms = []
    while tokens:
        forms.append(read())
    return forms


def evaluate(x, env):
    while True:
        if isinstance(x, Symbol):
            return env.find(x)[x]
        if not isinstance(x, list):
            return x
        match x:
            case []: return []
            case ["quote", e]: return e
            case ["if", test, then, *rest]:
                x = then if evaluate(test, env) is not False else (rest[0] if rest else [])
            case ["define", [name, *params], *body]:
                env[name] = Lambda(params, [Symbol("begin"), *body], env)
                return name
            case ["define", name, e]:
                env[name] = evaluate(e, env)
                return name
            case ["set!", name, e]:
                env.find(name)[name] = evaluate(e, env)
                return None
            case ["lambda", params, *body]: return Lambda(params, [Symbol("begin"), *body], env)
            case ["let", bindings, *body]:
                env = Env([b[0] for b in bindings], [evaluate(b[1], env) for b in bindings], env)
                x = [Symbol("begin"), *body]
            case ["begin", *forms]:
                for form in forms[:-1]:
                    evaluate(form, env)
                if not forms:
                    return None
                x = forms[-1]
            case [f, *args]:
                f = evaluate(f, env)
                args = [evaluate(a, env) for a in args]
                if isinstance(f, Lambda):
                    x, env = f.body, f.bind(args)
                else:
                    return f(*args)


def show(v):
    if isinstance(v, list):
        return "(" + " ".join(map(show, v)) + ")"
    return {True: "#t", False: "#f"}.get(v, str(v)) if isinstance(v, bool) else "<lambda>" if isinstance(v, Lambda) else str(v)


def fold(f):
    def run(*a):
        r = a[0]
        for v in a[1:]:
            r = f(r, v)
        return r
    return run


root = Env()
root.update({Symbol(k): v for k, v in {
    "+": fold(lambda a, b: a + b), "-": lambda a, *r: a - sum(r) if r else -a, "*": fold(lambda a, b: a * b), "/": lambda a, b: a / b, "<": lambda a, b: a < b,
    "=": lambda a, b: a == b, "car": lambda l: l[0], "cdr": lambda l: l[1:], "cons": lambda a, l: [a, *l], "list": lambda *a: list(a), "null?": lambda l: l == [],
    "display": lambda v: print(show(v)), "mod": lambda a, b: a % b}.items()})
program = """
(define (fact n) (if (< n 2) 1 (* n (fact (- n 1)))))
(display (fact 20))
(define (loop n acc) (if (= n 0) acc (loop (- n 1) (+ acc n))))
(display (loop 5000 0))
(define (map f l) (if (null? l) '() (cons (f (car l)) (map f (cdr l)))))
(define (range a b) (if (= a b) '() (cons a (range (+ a 1) b))))
(display (map (lambda (x) (* x x)) (range 0 10)))
(define (make-counter) (let ((n 0)) (lambda () (begin (set! n (+ n 1)) n))))
(define c (make-counter))
(c) (c)
(display (c))
(define (filter p l) (if (null? l) l (if (p (car l)) (cons (car l) (filter p (cdr l))) (filter p (cdr l)))))
(define (sort l) (if (null? l) l (let ((p (car l)) (r (cdr l)))
  (append (sort (filter (lambda (x) (< x p)) r)) (cons p (sort (filter (lambda (x) (if (< x p) #f #t)) r)))))))
(define (append a b) (if (null? a) b (cons (car a) (append (cdr a) b))))
(display (sort '(3 1 4 1 5 9 2 6 5 3 5)))
(display (list 1.5 #t #f 'sym '(nested (list)) fact))
(define compose (lambda (f g) (lambda (x) (f (g x)))))
(display ((compose fact (lambda (x) (+ x 1))) 4))
"""
for form in parse(program):
    evaluate(form, root)
for bad in ("(nope)", "(fact)", "(car '())", "(", ")", "(+ 1 'a)", "(/ 1 0)"):
    try:
        for form in parse(bad):
            print(evaluate(form, root))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
