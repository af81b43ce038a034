"""Profiles as data files inside the package, read into a frozen record."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from pipeline.domain.draft import Badge, Context
from pipeline.domain.profile import (
    BadgeText,
    ContextWords,
    CriteriaSet,
    KeyTerms,
    PemStatus,
    Profile,
    SetKind,
    UndatedName,
    UndatedStep,
)
from pipeline.errors import ConfigurationError

__all__ = ["available_profiles", "load_profile"]

# Placeholders that the patterns of criteria.toml may use.
_CRIT = (
    r"(?:(?:case |research |diagnostic |working )*"
    r"(?:crit[eèé]r\w*|kriter\w*|definiti\w+|définitions?|definisjon\w*|definici\w+|guidelines?|guidance"
    r"|consensus|document)\b)"
)
# Words in between, none of which joins two sets or names another one.
_BETWEEN = (
    r"(?:[ (),/\[\]\"':-]+(?!(?:and|or|und|oder|et(?! al)|ou|og|eller|versus|vs|than)\b{stops})[\w&./'’-]+)"
    r"{{0,{count}}}?[ (),/\[\]\"':-]+"
)


def available_profiles() -> tuple[str, ...]:
    """The names of the profiles that this installation holds, sorted."""
    root = resources.files("pipeline.profiles")
    return tuple(
        sorted(entry.name for entry in root.iterdir() if entry.is_dir() and (entry / "profile.toml").is_file())
    )


@cache
def load_profile(name: str = "mecfs") -> Profile:
    """The profile called `name`.

    Raises:
        ConfigurationError: when no such profile exists, or its files lack something.
    """
    if name not in available_profiles():
        known = ", ".join(available_profiles())
        raise ConfigurationError(f"there is no profile called {name!r}", hint=f"profiles that exist: {known}")
    folder = resources.files("pipeline.profiles") / name
    general = tomllib.loads((folder / "profile.toml").read_text(encoding="utf-8"))
    criteria = tomllib.loads((folder / "criteria.toml").read_text(encoding="utf-8"))
    try:
        return _profile(general, criteria)
    except (KeyError, ValueError) as fault:
        raise ConfigurationError(
            f"the profile {name!r} cannot be used: {fault}", hint="correct its TOML files or reinstall"
        ) from fault


def _profile(general: Mapping[str, Any], criteria: Mapping[str, Any]) -> Profile:
    terms = general["pem"]
    gaps = _placeholders(criteria.get("stops", ""))
    return Profile(
        name=general["name"],
        title=general["title"],
        languages=tuple(general["languages"]),
        anchors=_patterns([criteria["anchors"]])[0],
        criteria=tuple(_criteria_set(entry, gaps) for entry in criteria["set"]),
        undated=tuple(_undated(entry, gaps) for entry in criteria.get("undated", [])),
        contexts=tuple(_context(name, entry) for name, entry in general["context"].items()),
        key_terms=KeyTerms(
            _patterns(terms["strong"]),
            _patterns(terms["strong_exact"]),
            _patterns(terms["weak"]),
            _patterns(terms["other_meanings"]),
        ),
        badge=BadgeText(
            tuple((Badge(value), label) for value, label in general["badge"]["labels"]),
            general["badge"]["explanation"].strip(),
        ),
        survey_rule=criteria.get("survey_rule", ""),
        search=tuple((source, query.strip()) for source, query in general.get("search", {}).items()),
    )


def _criteria_set(entry: Mapping[str, Any], gaps: Mapping[str, str]) -> CriteriaSet:
    return CriteriaSet(
        id=entry["id"],
        label=entry["label"],
        status=PemStatus(entry["pem"]),
        kind=SetKind(entry.get("kind", "criteria")),
        names=_patterns(entry.get("names", []), gaps),
        short=_patterns(entry.get("short", [])),
        authors=tuple((author, year) for author, year in entry.get("authors", [])),
        flags=tuple(entry.get("flags", [])),
    )


def _undated(entry: Mapping[str, Any], gaps: Mapping[str, str]) -> UndatedName:
    return UndatedName(
        names=_patterns(entry["names"], gaps),
        steps=tuple(_step(step) for step in entry["steps"]),
        unknown=_step({"until": 9999, **entry["unknown_year"]}),
    )


def _step(entry: Mapping[str, Any]) -> UndatedStep:
    return UndatedStep(entry["until"], entry["set"], PemStatus(entry["pem"]), entry.get("flag", ""))


def _context(name: str, entry: Mapping[str, Any]) -> ContextWords:
    return ContextWords(
        Context(name),
        _patterns(entry["names"]),
        _patterns(entry.get("exact", [])),
        _patterns(entry.get("not_near", [])),
    )


def _placeholders(stops: str) -> Mapping[str, str]:
    stop = rf"|(?:{stops})\b" if stops else ""
    few, some = (_BETWEEN.format(stops=stop, count=count) for count in (4, 8))
    return {"{crit}": _CRIT, "{few}": few, "{some}": some}


def _patterns(written: Sequence[str], gaps: Mapping[str, str] = MappingProxyType({})) -> tuple[str, ...]:
    """Patterns with their placeholders filled in. They are compiled where they are used; a test compiles them all."""
    filled: list[str] = []
    for pattern in written:
        for placeholder, meaning in gaps.items():
            pattern = pattern.replace(placeholder, meaning)
        filled.append(pattern)
    return tuple(filled)
