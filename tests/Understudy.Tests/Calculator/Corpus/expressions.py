"""Expressions of every kind: each category has a method of its own, named after its file."""

from language import FUNCTIONS
from literals import Literals


class Expressions(Literals):
    """Random expressions."""

    def __init__(self, seed):
        super().__init__(seed)
        self.exponent_of_two = -1075

    def binades(self):
        """Every power of two that is a double, one after the other: the gap below them is half the gap above."""
        self.exponent_of_two += 1
        return f"2.0**{self.exponent_of_two}"

    def literals(self):
        return self.random.choice(["", "", "", "-"]) + self.random.choice([
            self.small, self.big, self.near_power, self.radix, self.zeros, self.decimal, self.double, self.edge,
            self.halfway, lambda: self.underscored(self.big(60)), lambda: self.underscored(self.big(20)) + self.exponent(),
            lambda: self.big(300) + "." + self.digits(5), lambda: "0." + "0" * self.random.randint(0, 330) + self.big(30),
            lambda: self.big(20) + "e" + str(self.random.randint(-345, 310)),
        ])()

    def printing(self):
        """Floats that are computed, so that they are printed in every form."""
        value = self.random.choice([self.double, self.common_double, self.edge, self.decimal])()
        factor = self.random.choice([
            lambda: f"1e{self.random.randint(-320, 300)}", lambda: f"2.0**{self.random.randint(-1074, 1023)}",
            self.common_double, lambda: str(self.random.randint(1, 1000))])()
        return self.signed(lambda: value) + self.random.choice("*/+-") + factor

    def integers(self):
        kind = self.random.choice(["+", "-", "*", "//", "%", "//", "%", "**"])
        if kind == "**":
            return f"{self.parenthesized(self.integer)}**{self.random.choice([self.small(), str(self.random.randint(0, 60))])}"
        return self.signed(self.integer) + kind + self.signed(self.integer)

    def parenthesized(self, make):
        return self.random.choice([make(), f"(-{make()})", f"({make()})"])

    def quotients(self):
        """True division of integers: huge ones, halfway ones, subnormal results and results too large."""
        style = self.random.randrange(6)
        if style == 0:
            return self.signed(self.big) + "/" + self.signed(self.big)
        if style == 1:
            bits = (1 << 53 | self.random.getrandbits(53)) | 1
            scale = self.random.getrandbits(self.random.randint(1, 200)) | 1
            return f"{bits * scale + self.random.randint(-1, 1)}/{scale << self.random.randint(0, 60)}"
        if style == 2:
            power = self.random.randint(1020, 1080)
            return f"{self.random.getrandbits(self.random.randint(1, 60)) + 1}/2**{power}"
        if style == 3:
            return f"{self.random.getrandbits(self.random.randint(1, 120)) + 1}/{self.big(30)}**{self.random.randint(1, 12)}"
        if style == 4:
            return f"{self.big(30)}*10**{self.random.randint(280, 330)}/{self.small()}"
        return f"(2**{self.random.randint(1000, 1100)}{self.random.choice('+-')}{self.small()})/{self.near_power()}"

    def floats(self):
        left, right = self.number(), self.float()
        if self.random.random() < 0.5:
            left, right = right, left
        return self.signed(lambda: left) + self.random.choice(["+", "-", "*", "/"]) + self.signed(lambda: right)

    def flooring(self):
        """// and % with a float: signs, zeros, infinities, quotients that nearly are integers."""
        left, right = self.random.choice([
            lambda: (self.number(), self.float()), lambda: (self.float(), self.number()),
            lambda: (f"{self.random.randint(0, 99)}.{self.random.randint(0, 9)}", f"0.{self.random.randint(1, 99)}"),
            lambda: (repr(self.random.randint(1, 50) * 0.1), "0.1"), lambda: (self.double(), self.common_double()),
            lambda: (self.decimal(), self.decimal()), lambda: (self.zeros(), self.decimal())])()
        return self.signed(lambda: left) + self.random.choice(["//", "%"]) + self.signed(lambda: right)

    def powers(self):
        style = self.random.randrange(7)
        if style == 0:
            return self.parenthesized(self.decimal) + "**" + self.signed(self.small)
        if style == 1:
            return self.parenthesized(self.common_double) + "**" + self.signed(self.decimal)
        if style == 2:
            return self.parenthesized(self.edge) + "**" + self.signed(self.edge)
        if style == 3:
            return self.parenthesized(self.integer) + "**-" + self.integer()
        if style == 4:
            return self.parenthesized(self.small) + "**" + self.signed(self.decimal)
        if style == 5:
            return self.parenthesized(self.number) + "**" + self.signed(self.number)
        base = self.random.uniform(0.5, 2)
        return f"{base!r}**{self.signed(lambda: repr(self.random.uniform(0, 1100)))}"

    def rounding(self):
        style = self.random.randrange(7)
        if style == 0:
            return f"round({self.signed(self.number)})"
        if style == 1:
            return f"round({self.signed(self.float)},{self.random.randint(-20, 30)})"
        if style == 2:
            return f"round({self.signed(self.integer)},{self.random.randint(-60, 3)})"
        if style == 3:
            places = self.random.randint(0, 4)
            value = self.random.randint(0, 10 ** 6) * 10 ** -places + 5 * 10 ** -(places + 1)
            return f"round({value!r},{places})"
        if style == 4:
            return f"round({self.signed(self.double)},{self.random.randint(-330, 340)})"
        if style == 5:
            return f"round({self.random.getrandbits(20)}/{2 ** self.random.randint(1, 12)},{self.random.randint(-6, 12)})"
        return f"round({self.random.randint(-400, 400)}5,{self.random.choice(['-1', '-2', '0', '-1'])})"

    def extremes(self):
        """min, max and abs: exact comparisons of integers with floats, equal ones, and NaN."""
        special = ["1e999", "-1e999", "1e999-1e999", "0.0", "-0.0", "0", "2**53+1", "2.0**53", "10**400", "-10**400"]
        pool = [self.number, self.near_power, self.edge, lambda: self.random.choice(special), self.small]
        arguments = [self.signed(self.random.choice(pool)) for _ in range(self.random.choice([2, 2, 2, 3, 4]))]
        if self.random.random() < 0.2:
            value = self.random.choice([2 ** 53 + 1, 2 ** 60 - 1, 10 ** 17 + 1])
            arguments = [str(value), repr(float(value))]
            self.random.shuffle(arguments)
        if self.random.random() < 0.25:
            return f"abs({arguments[0]})"
        return f"{self.random.choice(['min', 'max'])}({','.join(arguments)}{self.random.choice(['', '', ','])})"

    def modular(self):
        make = self.random.choice([self.small, self.small, lambda: self.big(30), self.near_power])
        arguments = [self.signed(make) for _ in range(3)]
        if self.random.random() < 0.25:
            arguments = arguments[:2]
        return f"pow({','.join(arguments)})"

    def leaf(self):
        return self.random.choice([self.small, self.small, self.decimal, self.common_double, self.big, self.edge, self.number])()

    def tree(self, depth):
        """Any expression: every operator and function, blanks, parentheses."""
        if depth == 0 or self.random.random() < 0.15:
            return self.leaf()
        pick = self.random.random()
        if pick < 0.62:
            kind = self.random.choice(["+", "-", "*", "/", "//", "%", "+", "-", "*", "**"])
            right = self.small() if kind == "**" and self.random.random() < 0.7 else self.tree(depth - 1)
            return f"{self.tree(depth - 1)}{self.blank()}{kind}{self.blank()}{right}"
        if pick < 0.72:
            return self.random.choice("-+-") + self.tree(depth - 1)
        if pick < 0.86:
            return f"({self.blank()}{self.tree(depth - 1)}{self.blank()})"
        name = self.random.choice(["abs", "min", "max", "round", "pow"])
        count = {"abs": 1, "min": 2, "max": 3, "round": self.random.choice([1, 2]), "pow": 2}[name]
        arguments = [self.tree(depth - 1) for _ in range(count)]
        if name in ("round", "pow") and count == 2:
            arguments[1] = self.signed(self.small)
        return f"{name}({f',{self.blank()}'.join(arguments)})"

    def blank(self):
        return self.random.choice(["", "", "", "", " ", " ", "  ", "\t"])

    def trees(self):
        return self.tree(self.random.randint(2, 6))

    def everyday(self):
        """Short sums as people type them."""
        count = self.random.randint(2, 7)
        text = self.small()
        for _ in range(count):
            value = self.random.choice([self.small, self.small, lambda: str(self.random.randint(0, 99)), self.decimal])()
            text += self.random.choice("+-*/") + value
        return text

    def nesting(self):
        depth = self.random.randint(5, 60)
        style = self.random.randrange(4)
        if style == 0:
            return "(" * depth + self.number() + ")" * depth
        if style == 1:
            return "".join(self.random.choice("+-") for _ in range(depth)) + self.number()
        if style == 2:
            text = self.small()
            for _ in range(depth):
                text = f"({text}{self.random.choice('+-*/')}{self.small()})"
            return text
        return self.random.choice(["+", "-", "*", "/", "//", "%"]).join(self.small() for _ in range(depth * 3))

    def layout(self):
        """Blanks and line ends where Python takes them, and where it does not."""
        spaces = ["", " ", "\t", "\f", "\n", "\r", "\r\n", " \n", "\n ", "\n\n", "  "]
        tokens = [self.small(), self.random.choice(["+", "*", "**", "//"]), self.small()]
        if self.random.random() < 0.6:
            tokens = ["(", *tokens, ")"]
        pieces = [self.random.choice(spaces[:4] if self.random.random() < 0.6 else spaces) for _ in range(len(tokens) + 1)]
        if self.random.random() < 0.5:
            pieces[0] = ""
        return pieces[0] + "".join(token + piece for token, piece in zip(tokens, pieces[1:]))

    def mutated(self, text):
        """A good expression with one to three small faults; some are no fault."""
        alphabet = "0123456789" * 2 + "+-*/%().,_ eExXbBoOjJ" * 2 + "#=<>&|^~!@:;[]{}'\"\\$?`abcdfilmnprtuw" + "é０١½ \u3000"
        for _ in range(self.random.choice([1, 1, 1, 2, 3])):
            at = self.random.randrange(len(text) + 1)
            style = self.random.randrange(5)
            if style == 0:
                text = text[:at] + text[at + 1:]
            elif style == 1:
                text = text[:at] + self.random.choice(alphabet) + text[at:]
            elif style == 2:
                text = text[:at] + self.random.choice(alphabet) + text[at + 1:]
            elif style == 3 and at + 1 < len(text):
                text = text[:at] + text[at + 1] + text[at] + text[at + 2:]
            else:
                other = self.random.randrange(len(text) + 1)
                text = text[:at] + text[min(at, other):max(at, other)] + text[at:]
        return text

    def malformed(self):
        return self.mutated(self.random.choice([
            self.literals, self.everyday, self.trees, self.rounding, self.extremes, self.modular, self.integers, self.flooring])())

    def malformed_literals(self):
        """Numbers put together from the characters of numbers."""
        style = self.random.randrange(3)
        if style == 0:
            return self.mutated(self.random.choice([self.radix, self.decimal, self.zeros, self.edge, self.small])())
        if style == 1:
            return "".join(self.random.choice("0011279_..eE+-xXbBoOjaf") for _ in range(self.random.randint(1, 7)))
        prefix = self.random.choice(["0b", "0o", "0x", "0B", "0O", "0X", "0", "00", "1", "1.", "."])
        return prefix + "".join(self.random.choice("0127_9afe.") for _ in range(self.random.randint(0, 6)))

    def arguments(self):
        """Functions with arguments of any number and type."""
        count = self.random.randint(0, 4)
        name = self.random.choice(list(FUNCTIONS))
        arguments = [self.random.choice(["1", "2", "-3", "2.5", "0", "1/0", "abs(-7)", "-0.5", "5", "1e400"]) for _ in range(count)]
        comma = self.random.choice(["", "", "", ",", ",,", "*"]) if arguments else self.random.choice(["", ","])
        return f"{name}{self.random.choice(['', '', ' '])}({', '.join(arguments)}{comma})" + self.random.choice(["", "", "+1", "/0"])
