"""What can be asked of all provinces at once: found by what functions take and return, so that none is left out."""

import importlib
import inspect
import pkgutil

import parlib


def list_questions():
    """Return every function of study that `for_all` can ask: a subject in, a table out, nothing else needed."""
    found = {}
    for name in (module.name for module in pkgutil.iter_modules(parlib.study.__path__)):
        module = importlib.import_module(f"parlib.study.{name}")
        for function in vars(module).values():
            if not inspect.isfunction(function) or function.__module__ != module.__name__:
                continue
            asked = inspect.signature(function)
            needed = [one.name for one in asked.parameters.values() if one.default is one.empty]
            if needed == ["subject"] and asked.return_annotation == "pd.DataFrame" and function.__name__[0] != "_":
                found[f"{name}.{function.__name__}"] = function
    return found
