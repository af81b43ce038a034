"""Patterns are compiled late, so a test compiles every one of them early."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

import pipeline
from pipeline.profiles.loading import available_profiles, load_profile
from pipeline.text.regex import _Pattern, regex


def _everywhere() -> Iterator[tuple[str, _Pattern]]:
    for found in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if found.name.endswith(("__main__", ".env")) or ".versions." in found.name or found.name.endswith("pdf.child"):
            continue
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            yield from ((f"{found.name}.{name}", one) for one in _patterns(value))


def _patterns(value: object) -> Iterator[_Pattern]:
    if isinstance(value, _Pattern):
        yield value
    elif isinstance(value, dict):
        for one in [*value.keys(), *value.values()]:
            yield from _patterns(one)
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from _patterns(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _patterns(getattr(value, field.name))


def test_every_pattern_of_the_house_can_be_compiled() -> None:
    found = list(_everywhere())
    assert len(found) > 400
    for name, one in found:
        assert re.compile(one._source, one._flags), name


@pytest.mark.parametrize("name", available_profiles())
def test_every_pattern_of_a_profile_can_be_compiled(name: str) -> None:
    profile = load_profile(name)

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for one in value.values():
                yield from texts(one)
        elif isinstance(value, tuple | list | frozenset):
            for one in value:
                yield from texts(one)
        elif is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from texts(getattr(value, field.name))

    written = [text for text in texts(profile) if "\\b" in text or "(?" in text]
    assert len(written) > 50
    for text in written:
        re.compile(text)


def test_a_late_pattern_finds_what_an_early_one_finds() -> None:
    late, early = regex(r"(?P<n>\d+)\s*%", re.IGNORECASE), re.compile(r"(?P<n>\d+)\s*%", re.IGNORECASE)
    text = "36 % of 11 and 7% of 48"
    assert [one["n"] for one in late.finditer(text)] == [one["n"] for one in early.finditer(text)]
    assert late.sub("x", text) == early.sub("x", text)
    assert (late.pattern, late.flags) == (early.pattern, early.flags)


def test_a_source_that_is_no_pattern_says_so_when_it_is_used() -> None:
    with pytest.raises(re.error):
        regex("(").search("x")
