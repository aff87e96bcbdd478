"""Tells which of the changed cells on standard input CPython parsed before the change and does not parse after it."""

import ast
import json
import sys
import warnings


def parses(source):
    try:
        compile(source, "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # a lone surrogate is a ValueError
        return False
    return True


warnings.simplefilter("ignore")
pairs = json.load(sys.stdin)
print(json.dumps([index for index, (before, after) in enumerate(pairs) if parses(before) and not parses(after)]))
