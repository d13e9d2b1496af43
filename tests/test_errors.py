"""Every message is a sentence with a remedy, and every code used is in the one catalogue.

1. Words and remedies are filled from the details a problem carries, never from an answer.
2. A code that is raised anywhere exists; a code in the catalogue is used somewhere.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from pulse.errors import MESSAGES, Exit

PACKAGE = Path(__file__).parents[1] / "pulse"
_MAKERS = {"problem", "Problem"}


def _codes_used() -> set[str]:
    """String literals of our package outside the catalogue; a code is only ever written as one."""
    texts: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        if path.name == "errors.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return texts


def _codes_raised() -> set[str]:
    raised: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MAKERS:
                raised |= {str(first.value) for first in node.args[:1] if isinstance(first, ast.Constant)}
    return raised


def test_every_code_raised_is_in_the_catalogue() -> None:
    assert _codes_raised() - set(MESSAGES) == set()


def test_no_code_stands_for_two_messages() -> None:
    """Sections are put together into one catalogue: of two messages under one code only the later is ever seen."""
    tree = ast.parse((PACKAGE / "errors.py").read_text(encoding="utf-8"))
    sections = [node.value for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)]
    codes = Counter(key.value for section in sections for key in section.keys if isinstance(key, ast.Constant))
    assert {code for code, times in codes.items() if times > 1} == set()
    assert len(codes) == len(MESSAGES)


def test_every_message_is_used() -> None:
    assert set(MESSAGES) - _codes_used() == set()


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_message_says_the_fault_and_what_to_do(code: str) -> None:
    message = MESSAGES[code]
    assert message.words
    assert message.remedy
    assert isinstance(message.status, Exit)
    details = re.findall(r"{(\w+)", message.words + message.remedy)
    assert not {"answer", "value", "cell", "text", "name_of_person"} & set(details)
