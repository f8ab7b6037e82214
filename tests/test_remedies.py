"""Every problem that a file can have ends with one thing to do: its finder says it, or the list of remedies does."""

import ast

from spoken import SOURCE

from parlib.remedies import REMEDIES


def _list_templates(node, names):
    """Return the English of a message as it stands in the code; what other functions return is not followed."""
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.Name):
        return [text for value in names.get(node.id, []) for text in _list_templates(value, {})]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tell":
        return _list_templates(node.args[0], names)
    if isinstance(node, ast.IfExp):
        return _list_templates(node.body, names) + _list_templates(node.orelse, names)
    return []


def list_without_advice(source):
    """Yield the message of every problem of a module that is made without a hint."""
    for function in (one for one in ast.walk(source) if isinstance(one, ast.FunctionDef)):
        names = {}
        for one in ast.walk(function):
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                names.setdefault(one.targets[0].id, []).append(one.value)
        for call in (one for one in ast.walk(function) if isinstance(one, ast.Call)):
            maker = getattr(call.func, "id", "")
            if maker not in ("Problem", "list_problems") or any(word.arg == "hint" for word in call.keywords):
                continue
            if maker == "list_problems" or len(call.args) < 5:  # the fifth of a problem is its hint
                yield from _list_templates(call.args[1], names)


def test_every_problem_says_one_thing_to_do():
    modules = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}
    found = {text: path.name for path, module in modules.items() for text in list_without_advice(module)}
    assert len(found) > 60
    assert {text: name for text, name in found.items() if text not in REMEDIES and text != "{error}"} == {}


def test_a_problem_without_advice_is_found():
    module = ast.parse("def check():\n    told = tell('{a} is odd', a=1)\n    return [Problem('a.csv', told, 3)]")
    assert list(list_without_advice(module)) == ["{a} is odd"]
