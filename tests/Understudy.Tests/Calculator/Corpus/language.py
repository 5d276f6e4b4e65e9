"""What CPython makes of an expression, restricted to the language of the calculator.

An expression is never handed to eval: it is parsed by ast, checked against the calculator's language, and computed
node by node, so that a complex number on the way is an error, and so that nothing larger than the calculator's
limits is ever computed. What comes near those limits is left out: they are the calculator's own, not CPython's.
"""

import ast
import io
import operator
import tokenize

MAX_BITS = 6000          # of an integer on the way; the calculator takes 16384
MAX_RESULT = 1000        # characters, as in the calculator
MAX_WORK = 20_000        # in products of 32-bit limbs, far inside the calculator's budget
MAX_DEPTH = 90           # of nesting; the calculator takes 100


class Rejected(Exception):
    """The expression has no value: the kind of error is the argument."""


class LeftOut(Exception):
    """The expression comes near a limit that CPython does not have."""


FUNCTIONS = {"abs": abs, "min": min, "max": max, "round": round, "pow": pow}

BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}

UNARY = {ast.UAdd: operator.pos, ast.USub: operator.neg}

OPERATOR_TOKENS = {"+", "-", "*", "/", "//", "%", "**", "(", ")", ","}


def parse(text):
    """The tree of an expression of the language; Rejected("syntax") for anything else."""
    try:
        # eval, unlike ast, strips blanks before the text.
        tree = ast.parse(text.lstrip(" \t"), mode="eval").body
    except (SyntaxError, ValueError):
        raise Rejected("syntax") from None
    except (MemoryError, RecursionError):
        raise LeftOut from None
    check_tokens(text)
    check_nodes(tree)
    return tree


def check_tokens(text):
    """Rejects what a tree does not show: comments, continued lines, and names that are not called at once."""
    if "#" in text or "\\" in text or not text.isascii():
        raise Rejected("syntax")
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\f") + "\n"
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, IndentationError):
        raise Rejected("syntax") from None
    for token, following in zip(tokens, tokens[1:]):
        if token.type == tokenize.NAME:
            if token.string not in FUNCTIONS or following.string != "(":
                raise Rejected("syntax")
        elif token.type == tokenize.OP:
            if token.string not in OPERATOR_TOKENS:
                raise Rejected("syntax")
        elif token.type in (tokenize.STRING, tokenize.COMMENT, tokenize.ERRORTOKEN):
            raise Rejected("syntax")


def check_nodes(tree):
    """Rejects every node that is not arithmetic on integers and floats."""
    nested = [(tree, 0)]
    while nested:
        node, depth = nested.pop()
        if depth > MAX_DEPTH:
            raise LeftOut
        if isinstance(node, ast.Constant):
            if type(node.value) not in (int, float):
                raise Rejected("syntax")
        elif isinstance(node, ast.BinOp) and type(node.op) in BINARY:
            # A row of operators is not deep, though its tree is.
            nested += [(node.left, depth), (node.right, depth + 1)]
        elif isinstance(node, ast.UnaryOp) and type(node.op) in UNARY:
            nested.append((node.operand, depth + 1))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            nested += [(argument, depth + 1) for argument in node.args]
        else:
            raise Rejected("syntax")


def limbs(value):
    return value.bit_length() // 32 + 1 if isinstance(value, int) else 1


class Evaluation:
    """One expression's evaluation, with the work it has taken."""

    def __init__(self):
        self.work = 0

    def of(self, node):
        if isinstance(node, ast.Constant):
            return self.keep(node.value)
        if isinstance(node, ast.UnaryOp):
            return self.apply(UNARY[type(node.op)], self.of(node.operand))
        if isinstance(node, ast.BinOp):
            return self.row(node)
        return self.apply(FUNCTIONS[node.func.id], *[self.of(argument) for argument in node.args])

    def row(self, node):
        """Operators from left to right, without recursion on the left."""
        waiting = []
        while isinstance(node, ast.BinOp):
            waiting.append(node)
            node = node.left
        value = self.of(node)
        for node in reversed(waiting):
            value = self.apply(BINARY[type(node.op)], value, self.of(node.right))
        return value

    def apply(self, function, *values):
        self.foresee(function, values)
        try:
            value = function(*values)
        except ZeroDivisionError:
            raise Rejected("divisionByZero") from None
        except OverflowError:
            raise Rejected("overflow") from None
        except TypeError:
            raise Rejected("syntax") from None
        except ValueError as error:
            raise Rejected(self.classify(str(error))) from None
        if isinstance(value, complex):
            raise Rejected("notReal")
        return self.keep(value)

    @staticmethod
    def classify(message):
        if message in ("pow() 3rd argument cannot be 0", "base is not invertible for the given modulus"):
            return "divisionByZero"
        if message == "cannot convert float NaN to integer":
            return "notReal"
        raise AssertionError(message)

    def foresee(self, function, values):
        """Leaves an operation out before it is done, when it would be near a limit."""
        integers = all(isinstance(value, int) for value in values)
        self.work += 1
        if function in (operator.pow, pow) and integers and len(values) == 2 and values[1] > 0:
            if abs(values[0]) > 1 and values[0].bit_length() * values[1] > MAX_BITS:
                raise LeftOut
            self.work += (values[0].bit_length() * min(values[1], MAX_BITS) // 32 + 1) ** 2
        elif function is pow and integers and len(values) == 3:
            self.work += (values[1].bit_length() + 2 * values[2].bit_length()) * limbs(values[2]) ** 2
        elif function is round and len(values) == 2 and integers:
            if values[1] < -2000:
                raise LeftOut
        elif integers and len(values) == 2:
            self.work += limbs(values[0]) * limbs(values[1])
        if self.work > MAX_WORK:
            raise LeftOut

    @staticmethod
    def keep(value):
        if isinstance(value, int) and value.bit_length() > MAX_BITS:
            raise LeftOut
        return value


def outcome(text):
    """What CPython makes of an expression: `=` and a repr, or `!` and a kind of error."""
    try:
        value = Evaluation().of(parse(text))
    except Rejected as rejected:
        return "!" + rejected.args[0]
    result = repr(value)
    if len(result) > MAX_RESULT - 100:
        raise LeftOut
    return "=" + result
