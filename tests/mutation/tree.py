"""A copy of the project in which mutmut can change the decision code: what it would pass over is put within its reach.

mutmut leaves decorated functions alone. In the copy a decorator is applied at the end of its module instead, so that
the rules of the plugins and the properties of the model are mutated like everything else.
"""

from __future__ import annotations

import ast
import shutil
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("matching", "plugins", "tests", "directory", "seed", "workers", "examples", "benchmarks", "docs/safety")
READING = """
matching.vocabulary matching.reading matching.clauses matching.context matching.denials matching.times matching.spelling
matching.carrying matching.text matching.persons matching.talk matching.talk_lists matching.endings
""".split()
DECIDING = "triage understanding model criteria predicates offers ranking"
RULES = "common emergency complications general_practice safeguards age_law dermatology dentistry plastic_surgery"
RULES += " mental_health wellbeing advanced_aesthetics prescribing consultation treatment_risks readings"
MUTATED = (*READING, *(f"matching.{name}" for name in DECIDING.split()), *(f"plugins.{name}" for name in RULES.split()))
MOVED = {
    "hookimpl": ("triage_case", "criteria", "listing_requirements"),
    "property": (),
    "lru_cache": ("fold", "singular", "_finding"),
}
"""The decorators that are applied later, and the functions for which (all of them when none is named)."""
LEFT_ALONE = {
    "says": "words that are shown beside a finding",
    "_law": "words: which law is named",
    "tattooing": "words: which law is named",
    "before_treatment": "builds rows of a table, which is changed by itself",
    "_hold": "builds rows of a table, which is changed by itself",
    "_rule": "builds rows of a table, which is changed by itself",
    "concepts_for": "choices offered on a form",
}
"""Functions that decide nothing, and why."""
WORDS = r"^\s*(text|reason|patient_text|patient|source|sentence|name|person|summary|code|caution)="
"""Lines that hold only words: they are read by people and decide nothing."""
LEFT_OUT = (
    "matching/test_triage_properties matching/test_plugin_manager matching/test_case_input matching/test_explaining "
    "matching/test_hookspecs matching/test_versions plugins/test_wording plugins/test_example_package "
    "plugins/test_every_rule plugins/test_words"
).split()
"""Slow, or about something else: what they would find as well is not counted."""


def copy_to(tree: Path) -> None:
    """Write the copy; files that are the same are left as they are, so that earlier results stay good."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                _write(tree / path.relative_to(ROOT), _copied(path))
    _write(tree / "setup.cfg", _config().encode())
    shutil.rmtree(tree / "mutants" / "tests", ignore_errors=True)


def _copied(path: Path) -> bytes:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return within_reach(path.read_text(encoding="utf-8")).encode() if name in MUTATED else path.read_bytes()


def _write(path: Path, content: bytes) -> None:
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def within_reach(source: str) -> str:
    """The source with its decorators applied at the end of the module, where mutmut does not see them.

    What is left alone gets a decorator that does nothing, for the same reason.
    """
    lines = source.splitlines()
    later: list[str] = []
    tree = ast.parse(source)
    for owner, functions in [("", tree.body)] + [(f"{c.name}.", c.body) for c in tree.body if _is_class(c)]:
        for function in functions:
            if isinstance(function, ast.FunctionDef) and function.name in LEFT_ALONE:
                line = lines[function.lineno - 1]
                indent = line[: len(line) - len(line.lstrip())]
                lines[function.lineno - 1] = f"{indent}@(lambda same: same)\n{line}"
            elif isinstance(function, ast.FunctionDef) and len(function.decorator_list) == 1:
                decorator = function.decorator_list[0]
                name = decorator.func if isinstance(decorator, ast.Call) else decorator
                if (
                    isinstance(name, ast.Name)
                    and name.id in MOVED
                    and function.name in (MOVED[name.id] or (function.name,))
                ):
                    lines[decorator.lineno - 1] = ""
                    later.append(f"{owner}{function.name} = {ast.unparse(decorator)}({owner}{function.name})")
    return "\n".join((*lines, *later, ""))


def _is_class(node: ast.stmt) -> bool:
    return isinstance(node, ast.ClassDef)


def _config() -> str:
    """What pytest and mutmut are told in the copy."""
    settings = ConfigParser(interpolation=None)
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    pytest = "".join(
        f"{name} = {value}\n".replace("\n", "\n    ").rstrip() + "\n" for name, value in settings["tool:pytest"].items()
    )
    values = {
        "source_paths": ["matching", "plugins"],
        "only_mutate": [name.replace(".", "/") + ".py" for name in MUTATED],
        "do_not_mutate_patterns": [WORDS],
        "also_copy": [folder for folder in FOLDERS if folder not in ("matching", "plugins", "tests")],
        "pytest_add_cli_args": ["-p", "tests.mutation.rows_first", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": [
            "tests/plugins",
            "tests/matching",
            *(f"--ignore=tests/{name}.py" for name in LEFT_OUT),
        ],
        "timeout_constant": ["6"],
        "track_dependencies": ["false"],
        "use_git_change_detection": ["false"],
    }
    mutmut = "".join(f"{name} =\n    " + "\n    ".join(lines) + "\n" for name, lines in values.items())
    return f"[tool:pytest]\n{pytest}\n[mutmut]\n{mutmut}"
