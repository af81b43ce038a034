"""Numbers spelled as words: "twenty-two", "one hundred and six", "two thirds", "twice", "tenfold"."""

from __future__ import annotations

import re

__all__ = ["FRACTION", "MULTIPLE", "SCALES", "SPELLED", "fraction_value", "multiple_value", "spelled_value"]

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_UNIT = "|".join(word for word in _SMALL if word != "zero")
_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|{_UNIT})"
_BELOW_THOUSAND = rf"(?:{_BELOW_HUNDRED}|a) hundred(?:(?: and)? {_BELOW_HUNDRED})?|{_BELOW_HUNDRED}"
_PART = rf"(?:{_BELOW_THOUSAND})"

SPELLED = (
    rf"(?:{_PART}|a) (?:thousand|million|billion)(?:,? (?:and )?{_PART} (?:thousand|hundred))?(?:,? (?:and )?{_PART})?"
    rf"|{_PART}|zero|a dozen|dozen"
)
"""Pattern of a whole number in words (any case must be asked for by the caller)."""

_PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
_SINGULAR = "third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_PLURAL = "halves|thirds|quarters|fourths|fifths|sixths|sevenths|eighths|ninths|tenths"

FRACTION = (
    rf"(?:two|three|four|five|six|seven|eight|nine)[- ](?:{_PLURAL})"
    # "a third course" is no fraction; "a third of" and "by a third" are.
    rf"|(?:an?|one)[- ](?:{_SINGULAR})(?= of\b|\s*[(),.;:]|\s*$| (?:more|less|fewer|lower|higher)\b)"
    rf"|(?<!first )(?<!second )(?<!other )(?<!latter )half(?! (?:life|way|time))(?![-\w])"
)
"""Pattern of a fraction in words."""

_FOLDS = {"twice": 2, "double": 2, "doubled": 2, "doubling": 2, "twofold": 2, "triple": 3, "tripled": 3, "thrice": 3}
_FOLDS |= {f"{word}fold": value for word, value in _SMALL.items() if 2 <= value <= 12} | {"twentyfold": 20}
MULTIPLE = rf"(?:{'|'.join(_FOLDS)})(?!-blind|-masked|-dummy| blind| dummy)"
"""Pattern of a multiple in words ("twice", "fivefold"); "double-blind" is none."""


def spelled_value(text: str) -> int:
    """The value of a match of `SPELLED`."""
    total = current = 0
    for word in re.split(r"[\s,-]+", text.lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _TENS:
            current += _TENS[word]
        elif word == "dozen":
            current = max(current, 1) * 12
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in SCALES:
            total += max(current, 1) * SCALES[word]
            current = 0
    return total + current


def fraction_value(text: str) -> tuple[int, int]:
    """Numerator and denominator of a match of `FRACTION`."""
    words = re.split(r"[\s-]+", text.lower())
    top = _SMALL.get(words[0], 1) if len(words) > 1 else 1
    return top, _PARTS[words[-1]]


def multiple_value(text: str) -> int:
    """How many times, of a match of `MULTIPLE`."""
    return _FOLDS[text.lower()]
