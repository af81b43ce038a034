"""The role of each sentence of an abstract by a trained linear model, its weights a data file.

Each sentence is scored by its words, its place and its neighbours' first words (a multinomial logistic regression, one
weight for a feature and a role); the likeliest chain of roles is found with the transitions learned from the same
abstracts. Measured against the rules it replaced in docs/decisions; trained by `tests/benchmarks/training_roles.py`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.domain.document import Role
from pipeline.reading.role_cues import CUES
from pipeline.text.regex import regex

__all__ = ["ROLES", "RoleModel", "features", "likeliest", "shipped_model"]

ROLES = (Role.INTRODUCTION, Role.OBJECTIVE, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS)
"""The roles in the order in which an abstract tells its story, and in which the weights stand."""

_TOKEN = regex(r"[a-z]+(?:'[a-z]+)?|\d|[%=<>±]")
_FIGURE = regex(r"\d+(?:[.,·]\d+)*")
_EDGE, _LENGTH, _TENTHS = 5, 60, 9.99
_TRANSITIONS = 0.75  # how much the order counts beside the words


@dataclass(frozen=True, slots=True)
class RoleModel:
    """`weights` of each feature by role; `transitions` are logarithms, the last row that of the first sentence."""

    weights: Mapping[str, tuple[float, ...]]
    transitions: tuple[tuple[float, ...], ...]


@cache
def shipped_model() -> RoleModel:
    """The model that is shipped with the project."""
    content = json.loads(resources.files("pipeline.reading").joinpath("role_weights.json").read_text(encoding="utf-8"))
    return RoleModel(
        {name: tuple(weights) for name, weights in content["weights"].items()},
        tuple(tuple(row) for row in content["transitions"]),
    )


def features(sentences: Sequence[str]) -> tuple[frozenset[str], ...]:
    """What the model knows of each sentence of an abstract: words and pairs of them, cues, place, neighbours."""
    tokens = [_TOKEN.findall(_FIGURE.sub("0", text.lower())) for text in sentences]
    count = len(sentences)
    return tuple(
        frozenset((*_of_words(tokens[at]), *_of_place(at, count, sentences[at]), *_of_neighbours(at, tokens)))
        for at in range(count)
    )


def likeliest(model: RoleModel, sentences: Sequence[str]) -> tuple[Role, ...]:
    """The likeliest chain of roles of an abstract's sentences."""
    if not sentences:
        return ()
    scores = [_scores(model, known) for known in features(sentences)]
    order = range(len(ROLES))
    best = [[scores[0][role] + _TRANSITIONS * model.transitions[-1][role] for role in order]]
    back: list[list[int]] = []
    for row in scores[1:]:
        came = [
            max(order, key=lambda past: best[-1][past] + _TRANSITIONS * model.transitions[past][role]) for role in order
        ]
        best.append(
            [best[-1][came[role]] + _TRANSITIONS * model.transitions[came[role]][role] + row[role] for role in order]
        )
        back.append(came)
    state = max(order, key=best[-1].__getitem__)
    path = [state]
    for came in reversed(back):
        state = came[state]
        path.append(state)
    return tuple(ROLES[found] for found in reversed(path))


def _scores(model: RoleModel, known: frozenset[str]) -> list[float]:
    """The logarithm of each role's probability for a sentence by itself. Features are added in order, to the bit."""
    rows = [model.weights[feature] for feature in sorted(known) if feature in model.weights]
    sums = [sum(row[role] for row in rows) for role in range(len(ROLES))]
    most = max(sums)
    total = most + math.log(sum(math.exp(value - most) for value in sums))
    return [value - total for value in sums]


def _of_words(tokens: Sequence[str]) -> Iterator[str]:
    for length in (1, 2):
        for at in range(len(tokens) - length + 1):
            yield " ".join(tokens[at : at + length])
    yield f"^{tokens[0] if tokens else ''}"
    yield f"^{' '.join(tokens[:2])}"


def _of_place(at: int, count: int, text: str) -> Iterator[str]:
    """Where the sentence stands, from either end and in tenths; how long it is; the cues that it holds."""
    lowered = text.casefold()
    yield from (f"#{number}" for number, cue in enumerate(CUES) if cue.search(lowered))
    yield f"@{int(_TENTHS * (at / (count - 1) if count > 1 else 1))}"
    yield f"@first {min(at, _EDGE)}"
    yield f"@last {min(count - 1 - at, _EDGE)}"
    yield f"@long {min(len(text) // _LENGTH, _EDGE)}"
    yield "@"


def _of_neighbours(at: int, tokens: Sequence[Sequence[str]]) -> Iterator[str]:
    if at > 0:
        yield f"<{' '.join(tokens[at - 1][:2])}"
    if at + 1 < len(tokens):
        yield f">{' '.join(tokens[at + 1][:2])}"
