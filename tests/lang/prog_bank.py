# A program: classes working together, with exceptions, properties, iteration and operators.
class BankError(Exception):
    """Base of what can go wrong."""


class Insufficient(BankError):
    def __init__(self, account, wanted):
        super().__init__(f"{account.owner} has {account.balance}, wanted {wanted}")
        self.missing = wanted - account.balance


class Money:
    __slots__ = ("cents",)

    def __init__(self, amount=0, cents=None):
        self.cents = cents if cents is not None else round(amount * 100)

    def __add__(self, o): return Money(cents=self.cents + o.cents) if isinstance(o, Money) else NotImplemented
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __sub__(self, o): return Money(cents=self.cents - o.cents)
    def __mul__(self, k): return Money(cents=round(self.cents * k))
    __rmul__ = __mul__
    def __neg__(self): return Money(cents=-self.cents)
    def __eq__(self, o): return isinstance(o, Money) and self.cents == o.cents
    def __lt__(self, o): return self.cents < o.cents
    def __le__(self, o): return self.cents <= o.cents
    def __hash__(self): return hash(self.cents)
    def __bool__(self): return self.cents != 0
    def __str__(self): return f"{'-' if self.cents < 0 else ''}${abs(self.cents) // 100:,}.{abs(self.cents) % 100:02}"
    def __repr__(self): return f"Money({self.cents / 100!r})"
    def __format__(self, spec): return format(str(self), spec)


class Account:
    _next = 1

    def __init__(self, owner, balance=Money()):
        self.owner, self._balance, self.history = owner, balance, []
        self.number = Account._next
        Account._next += 1

    @property
    def balance(self): return self._balance

    @balance.setter
    def balance(self, value):
        if value < Money(0):
            raise ValueError(f"balance of {self.owner} would be {value}")
        self.history.append(value - self._balance)
        self._balance = value

    def deposit(self, m): self.balance += m

    def withdraw(self, m):
        if m.cents > self.balance.cents:
            raise Insufficient(self, m)
        self.balance -= m

    def __iter__(self): return iter(self.history)
    def __len__(self): return len(self.history)


class Savings(Account):
    rate = 0.05

    def interest(self):
        self.deposit(self.balance * self.rate)
        return self.history[-1]


class Transfer:
    def __init__(self, *accounts): self.accounts = accounts

    def __enter__(self):
        self.saved = [(a, a._balance, list(a.history)) for a in self.accounts]
        return self

    def __exit__(self, kind, value, tb):
        if kind is not None and issubclass(kind, BankError):
            for a, b, h in self.saved:
                a._balance, a.history = b, h
            print("rolled back:", value)
            return True

    def move(self, a, b, m):
        b.deposit(m)
        a.withdraw(m)


class Bank:
    def __init__(self): self.accounts = {}

    def __getitem__(self, owner): return self.accounts[owner]
    def __contains__(self, owner): return owner in self.accounts

    def open(self, owner, amount=0, kind=Account):
        if owner in self:
            raise BankError(f"{owner} has an account")
        self.accounts[owner] = kind(owner, Money(amount))
        return self[owner]

    @property
    def total(self): return sum(a.balance for a in self.accounts.values())


bank = Bank()
ann, bob = bank.open("Ann", 100), bank.open("Bob", 50.25, kind=Savings)
ann.deposit(Money(20.5))
print(ann.balance, bob.interest(), bob.balance, bank.total, f"{bank.total:>12}|", repr(bank.total))
with Transfer(ann, bob) as t:
    t.move(ann, bob, Money(70))
print(ann.balance, bob.balance)
with Transfer(ann, bob) as t:
    t.move(ann, bob, Money(1000))
print(ann.balance, bob.balance, list(ann), len(bob))
for bad in (lambda: bank.open("Ann"), lambda: bank["Zed"], lambda: ann.withdraw(Money(99999)), lambda: setattr(ann, "balance", Money(-1)), lambda: ann.balance + 5, lambda: setattr(Money(), "x", 1)):
    try:
        bad()
    except (BankError, LookupError) as e:
        print(type(e).__name__, e, getattr(e, "missing", None))
    except Exception as e:
        print("other", type(e).__name__, e)
print(sorted([Money(3), Money(1), Money(2)]), max(Money(5), Money(7)), {Money(1): "one"}[Money(1)], bool(Money(0)), -Money(5), 3 * Money(1.1), Money(0.1) + Money(0.2) == Money(0.3))
print([f"{a.number}:{a.owner}:{type(a).__name__}" for a in bank.accounts.values()], Account._next, isinstance(bob, Account), "Bob" in bank)
