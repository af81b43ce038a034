"""Trains the model that tells the roles of an abstract's sentences, and writes its weights.

    ATLAS_CORPUS=... python -m tests.benchmarks.training_roles            cross-validation on the seen abstracts
    ATLAS_CORPUS=... python -m tests.benchmarks.training_roles --write    trains on all of them and writes the weights

Data: sentences of structured abstracts of open-access trials, their own headings as labels (gold/roles). Abstracts set
aside are not trained on. The weights are of words and pairs of words that at least two abstracts share, so that no
sentence can be read out of them. Everything is seeded: the same data gives the same file.
"""

from __future__ import annotations

import json
import math
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.domain.document import Role
from pipeline.reading.role_model import ROLES, RoleModel, features, likeliest
from tests.benchmarks.roles import abstracts, is_aside, macro_f1

_FILE = Path(__file__).resolve().parents[2] / "pipeline/reading/role_weights.json"
_EPOCHS, _RATE, _DECAY, _SEEDS, _FOLDS = 12, 0.15, 1e-4, 3, 5
_LEAST_TOLD = 2  # what one abstract alone holds is not learned
_SMALLEST_STEP = 1e-3
_WORTH = {Role.OBJECTIVE: 3.0}  # an aim is rare, and missing one costs an entry its question
_PLACES = 2

Labelled = Sequence[tuple[str, Role]]


def train(told: Sequence[Labelled]) -> RoleModel:
    """A model of these abstracts: the mean of three runs of stochastic descent (AdaGrad), in three orders."""
    known = [features([text for text, _ in abstract]) for abstract in told]
    often = Counter(feature for abstract in known for feature in frozenset().union(*abstract))
    examples = [
        (sorted(feature for feature in sentence if often[feature] >= _LEAST_TOLD), ROLES.index(role))
        for abstract, labels in zip(known, told, strict=True)
        for sentence, (_, role) in zip(abstract, labels, strict=True)
    ]
    runs = [_descend(examples, seed) for seed in range(1, _SEEDS + 1)]
    names = sorted(set().union(*runs))
    mean = {name: tuple(sum(run[name][role] for run in runs) / _SEEDS for role in range(len(ROLES))) for name in names}
    rounded = {name: tuple(round(value, _PLACES) for value in row) for name, row in mean.items()}
    return RoleModel({name: row for name, row in rounded.items() if any(row)}, _transitions(told))


def _descend(examples: Sequence[tuple[list[str], int]], seed: int) -> dict[str, list[float]]:
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0] * len(ROLES))
    squares: dict[str, list[float]] = defaultdict(lambda: [1e-6] * len(ROLES))
    order, chance = list(examples), random.Random(seed)
    for _ in range(_EPOCHS):
        chance.shuffle(order)
        for known, gold in order:
            rows = [weights[feature] for feature in known]
            sums = [sum(row[role] for row in rows) for role in range(len(ROLES))]
            most = max(sums)
            parts = [math.exp(value - most) for value in sums]
            for role in range(len(ROLES)):
                error = (parts[role] / sum(parts) - (role == gold)) * _WORTH.get(ROLES[gold], 1.0)
                if abs(error) < _SMALLEST_STEP:
                    continue
                for feature in known:
                    step = error + _DECAY * weights[feature][role]
                    squares[feature][role] += step * step
                    weights[feature][role] -= _RATE * step / math.sqrt(squares[feature][role])
    return weights


def _transitions(told: Sequence[Labelled]) -> tuple[tuple[float, ...], ...]:
    """Logarithms of how often each role follows each, the last row for the first sentence."""
    counts = [[1.0] * len(ROLES) for _ in range(len(ROLES) + 1)]
    for abstract in told:
        past = len(ROLES)
        for _, role in abstract:
            counts[past][ROLES.index(role)] += 1
            past = ROLES.index(role)
    return tuple(tuple(round(math.log(value / sum(row)), 4) for value in row) for row in counts)


def _judged(model: RoleModel, told: Iterable[Labelled]) -> list[tuple[Role, Role]]:
    return [
        (gold, found)
        for abstract in told
        for (_, gold), found in zip(abstract, likeliest(model, [text for text, _ in abstract]), strict=True)
    ]


def main(arguments: Sequence[str]) -> int:
    """Cross-validate, and with `--write` train on everything seen and write the file."""
    seen = [
        told for number, told in sorted(abstracts(Path(os.environ["ATLAS_CORPUS"])).items()) if not is_aside(number)
    ]
    if "--write" in arguments:
        model = train(seen)
        content = {"transitions": model.transitions, "weights": model.weights}
        _FILE.write_text(json.dumps(content, separators=(",", ":"), ensure_ascii=False).replace("],", "],\n"), "utf-8")
        print(f"{len(model.weights)} features, {_FILE.stat().st_size / 1000:.0f} kB")
        return 0
    random.Random(7).shuffle(seen)
    pairs: list[tuple[Role, Role]] = []
    for fold in range(_FOLDS):
        model = train([told for at, told in enumerate(seen) if at % _FOLDS != fold])
        pairs += _judged(model, seen[fold::_FOLDS])
    right = sum(gold is found for gold, found in pairs) / len(pairs)
    print(f"{len(seen)} abstracts, {_FOLDS} folds: accuracy {right:.3f}, macro F1 {macro_f1(pairs):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
