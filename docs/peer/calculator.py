"""What the server serves: any function from a payload to a status and a payload would do."""
import ast
import operator

from frames import DONE, HEADER, LONGEST, REJECTED, REPLY_BODY

OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.UAdd: operator.pos, ast.USub: operator.neg,
}


def evaluate(node):
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value
    if isinstance(node, ast.UnaryOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](evaluate(node.operand))
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return OPERATORS[type(node.op)](evaluate(node.left), evaluate(node.right))
    raise SyntaxError("only numbers, + - * / // % and parentheses are known here")


def calculate(payload):
    """Status and payload of the reply: whatever is asked, there is one."""
    try:
        text = repr(evaluate(ast.parse(payload.decode().strip(" \t"), mode="eval").body))
        if len(text) <= LONGEST - HEADER.size - REPLY_BODY.size:
            return DONE, text.encode()
        return REJECTED, b"tooLarge 1 the result does not fit into an answer"
    except ZeroDivisionError:
        return REJECTED, b"divisionByZero 1 division by zero"
    except (OverflowError, MemoryError, RecursionError):
        return REJECTED, b"tooLarge 1 that is too much to calculate"
    except (SyntaxError, ValueError):
        return REJECTED, b"syntax 1 that is no expression"
