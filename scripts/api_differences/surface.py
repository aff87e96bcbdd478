"""Runs inside one environment: every public name, class and member that a Keras there offers, with signatures."""

import ast
import contextlib
import functools
import importlib
import inspect
import pkgutil
import sys
import textwrap
import types
import warnings

KERAS_PACKAGES = ("keras", "tf_keras")
PRIVATE_TREES = {"src", "api", "_tf_keras", "protobuf"}
NOT_API = ("test", "setup", "benchmark")


def roots(release):
    """The modules to walk, by the name a notebook gives them. Legacy mode has no standalone keras of its own."""
    import tensorflow

    found = {"tensorflow.keras": _module_of(tensorflow.keras)}
    if not release.startswith("legacy"):
        found["keras"] = importlib.import_module("keras")
    with contextlib.suppress(AttributeError, ImportError):
        found["tensorflow.compat.v1.keras"] = _module_of(tensorflow.compat.v1.keras)
    return found


def _module_of(lazy):
    """TensorFlow's lazy loader stands in for the module; the real one is where its submodules hang."""
    getattr(lazy, "layers")  # noqa: B009 the first attribute loads it
    return sys.modules[lazy.__name__]


def walk(root):
    """Every public path below a root module: {path: object}, and what `from module import *` binds: {path: [name]}."""
    objects, exported = {}, {}
    pending = [("", root)]
    while pending:
        path, module = pending.pop()
        _import_submodules(module)
        members = _members(module)
        exported[path] = sorted(_star(module, members))
        for name, value in members.items():
            child = f"{path}.{name}".lstrip(".")
            objects[child] = value
            if isinstance(value, types.ModuleType) and name not in PRIVATE_TREES:
                pending.append((child, value))
    return objects, exported


def _import_submodules(module):
    if ".src" in module.__name__ or not hasattr(module, "__path__"):
        return
    for found in pkgutil.iter_modules(module.__path__):
        if found.name.startswith("_") or found.name in PRIVATE_TREES or any(word in found.name for word in NOT_API):
            continue
        try:
            importlib.import_module(f"{module.__name__}.{found.name}")
        except Exception:  # optional dependencies of corners nobody has
            continue


def _members(module):
    members = {}
    for name in dir(module):
        if name.startswith("_"):
            continue
        try:
            value = getattr(module, name)
        except Exception:
            continue
        if _belongs(name, value, module):
            members[name] = value
    return members


def _belongs(name, value, module):
    source = _is_source(module)
    if isinstance(value, types.ModuleType):
        at_home = value.__name__ == f"{module.__name__}.{name}"
        return value.__name__.split(".")[0] in KERAS_PACKAGES and (at_home or not source)
    if not source or not callable(value):
        return True
    owner = str(getattr(value, "__module__", ""))
    return owner == module.__name__ or (module.__name__.count(".") <= 1 and owner.startswith("keras."))


@functools.lru_cache(maxsize=None)
def _is_source(module):
    """Before 2.13 `import keras` was the source tree itself, with all that its files import."""
    import keras

    version = tuple(int(part) for part in getattr(keras, "__version__", "3.0").split(".")[:2])
    return version < (2, 13) and ".api" not in module.__name__


def _star(module, members):
    named = getattr(module, "__all__", None)
    if named is None:
        return list(members)
    return [name for name in named if not name.startswith("_")]


def signature(function):
    """`units activation= * seed= **kwargs`, without self; None where Python cannot tell."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
    if parameters and parameters[0].name in ("self", "cls", "_self"):
        parameters = parameters[1:]
    words, keyword_only = [], False
    for parameter in parameters:
        if parameter.kind is parameter.VAR_POSITIONAL:
            words.append("*" + parameter.name)
            keyword_only = True
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            words.append("**" + parameter.name)
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not keyword_only:
            words.append("*")
            keyword_only = True
        words.append(parameter.name + ("" if parameter.default is parameter.empty else "="))
    return " ".join(words)


def describe(value, path):
    """One public object as plain data."""
    if isinstance(value, types.ModuleType):
        return {"kind": "module"}
    if inspect.isclass(value):
        return _describe_class(value)
    if callable(value):
        return {"kind": "function", "is": _identity(value), "signature": signature(value), "stub": stub(value)}
    return {"kind": "value"}


def _identity(value):
    return f"{getattr(value, '__module__', '?')}.{getattr(value, '__qualname__', getattr(value, '__name__', '?'))}"


def _describe_class(value):
    members = {}
    for name in dir(value):
        if name.startswith("_"):
            continue
        member = inspect.getattr_static(value, name, None)
        if isinstance(member, (staticmethod, classmethod)):
            member = member.__func__
        if callable(member) and not inspect.isclass(member):
            members[name] = {"signature": signature(member), "stub": stub(member)}
        else:
            members[name] = {"property": isinstance(member, property)}
    return {
        "kind": "class",
        "is": _identity(value),
        "bases": [_identity(base) for base in value.__mro__[1:] if base is not object],
        "signature": signature(value.__init__),
        "stub": stub(value.__init__),
        "members": members,
    }


@functools.lru_cache(maxsize=None)
def stub(function):
    """The message of a function whose whole body is a `raise`: the name is there, but it cannot be used. Else None."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    except (OSError, TypeError, SyntaxError, IndentationError, ValueError):
        return None
    if not tree.body or not isinstance(tree.body[0], ast.FunctionDef):
        return None
    body = [node for node in tree.body[0].body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    if len(body) != 1 or not isinstance(body[0], ast.Raise):
        return None
    return ast.unparse(body[0])


def take(release):
    """The surfaces of all roots of this environment."""
    warnings.simplefilter("ignore")
    surfaces = {}
    for root, module in roots(release).items():
        objects, exported = walk(module)
        surfaces[root] = {
            "names": {path: describe(value, path) for path, value in sorted(objects.items())},
            "exported": exported,
        }
    return surfaces
