"""What second models say in tests: an answer to whatever statements a request poses."""

from __future__ import annotations

import json
import re
from typing import Any

from pipeline.domain.exchange import Request
from pipeline.prompting.catalogue import find, load_catalogue
from pipeline.prompting.verifying import controls

__all__ = ["carefully", "posed_in", "verdicts"]

_STATEMENT = re.compile(r"^\[(\d+)\] .*\nstatement: (.*)$", re.MULTILINE)
CONTROLS = frozenset(one.text for one in controls(find(load_catalogue(), "verify")))


def posed_in(request: Request) -> dict[int, str]:
    """The statements that a request poses, by their number."""
    turns: Any = request.body["messages"]
    return {int(number): text for number, text in _STATEMENT.findall(turns[1]["content"])}


def verdicts(request: Request, support: dict[int, str] | str) -> str:
    """An answer that judges every statement, by its number or all alike."""
    said = [
        {"statement": number, "reason": "as seen", "support": support if isinstance(support, str) else support[number]}
        for number in posed_in(request)
    ]
    return json.dumps({"verdicts": said})


def carefully(request: Request, support: str = "supported") -> str:
    """The answer of a model that is not fooled by the control and judges all else alike."""
    return verdicts(
        request, {number: "not" if text in CONTROLS else support for number, text in posed_in(request).items()}
    )
