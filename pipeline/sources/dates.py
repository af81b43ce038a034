"""Days as papers print them and records store them, as ISO dates that are no more exact than their source."""

from __future__ import annotations

import re

from pipeline.text.regex import regex

__all__ = ["iso", "printed_days"]

_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_NAME = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = regex(
    rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?[ .-]+(?P<month>{_NAME})[ ,-]+(?P<year>{_YEAR})\b"
    rf"|(?P<month2>{_NAME}) (?P<day2>[0-3]?\d)(?:st|nd|rd|th)?,? +(?P<year2>{_YEAR})\b"
    rf"|(?P<year3>{_YEAR})-(?P<month3>[01]\d)-(?P<day3>[0-3]\d)\b"
    rf"|(?P<month4>{_NAME}) (?P<year4>{_YEAR})\b",
    re.IGNORECASE,
)


def iso(year: str, month: str = "", day: str = "") -> str | None:
    """`2016-01-05`, `2016-01` or `2016`, as much as is given and possible; None without a year. Months may be names."""
    if not re.fullmatch(r"(?:1[5-9]|20)\d\d", year.strip()):
        return None
    found = month.strip().rstrip(".").lower()
    number = int(found) if found.isdecimal() else _MONTHS.get(found[:3], 0)
    if not 1 <= number <= 12:
        return year.strip()
    if not day.strip().isdecimal() or not 1 <= int(day) <= 31:
        return f"{year.strip()}-{number:02}"
    return f"{year.strip()}-{number:02}-{int(day):02}"


def printed_days(text: str) -> list[tuple[int, str]]:
    """Every day or month printed in `text`: (offset, ISO date), in order."""
    found: list[tuple[int, str]] = []
    for match in _DAY.finditer(text):
        groups = {name.rstrip("234"): value for name, value in match.groupdict().items() if value}
        date = iso(groups["year"], groups["month"], groups.get("day", ""))
        found += [(match.start(), date)] if date else []
    return found
