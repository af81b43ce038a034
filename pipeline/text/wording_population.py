"""Words that say how many, and which, people a sentence is about."""

from __future__ import annotations

import re

from pipeline.text.regex import any_case, regex

__all__ = [
    "ANIMALS",
    "EVERYBODY",
    "FEW_OF_THEM",
    "IN_STUDY",
    "LIMITED",
    "MOST",
    "MOST_OF_THEM",
    "PEOPLE_ONLY",
    "RESTRICTED",
    "SHARE_OF",
    "UNIVERSAL",
    "widened",
]

_GROUP = (
    r"(?:people|patients?|persons?|adults|women|men|children|adolescents|sufferers|individuals|those|cases"
    r"|older (?:people|adults)"
    r"|countries|hospitals|populations?|participants|humans|mice|rats|studies|forms|types|kinds)"
)
UNIVERSAL = any_case(
    rf"\b(?:all (?:the )?(?:other )?(?:\w+ ){{0,2}}?{_GROUP}|every(?:(?:one|body)(?= (?:with|who (?:has|have|is)"
    rf"|affected|ill|suffering|living))| (?:single )?(?:\w+ )?{_GROUP})|any(?:one|body) with|each (?:\w+ )?"
    rf"(?:patient|person)|(?:patients|people) everywhere|world(?:wide|['’]s)?(?: population)?\b"
    rf"|(?:the )?(?:general|whole|entire)"
    rf" population|of any (?:age|severity|sex|kind|stage)|any (?:age|severity)|always|without exception|everywhere"
    rf"|universally|across the"
    rf" (?:board|world|globe)|regardless of|in the (?:real )?world|humanity|the whole (?:country|world))\b",
)
"""Words for everybody."""

EVERYBODY = any_case(
    r"\b(?:all(?<!of all)(?<!at all)(?<!above all)(?! (?:treatments?|measures?|tests?|visits?|days?|symptoms?"
    r"|outcomes?|items?|variables?"
    r"|analyses|samples?|other|measurements?|data|assessments?|models?)\b)|every\w*(?! (?:\w+ )?(?:days?|weeks?"
    r"|months?|visits?|years?)\b)|each(?! (?:day|week|visit|test|treatment|of the treatments))|any\w*|always"
    r"|world\w*|global\w*|universal\w*|general population|regardless|whole"
    r"|entire|none)\b",
)
"""Words by which a source speaks of everybody."""

LIMITED = any_case(
    r"\b(?:some|a (?:small |large |certain )?(?:number|few|minority|majority|subset|subgroup|fraction|proportion"
    r"|portion|handful)|few|several|many"
    r"|certain|most|a part|part of|sub-?(?:set|group|population)s?|selected|a third|half|one quarter|a quarter"
    r"|occasional\w*|sometimes"
    r"|often|not all|at least (?:a|some|one)|in (?:one|two|three|four|five|six) (?:of|patients?|people))\b",
)
"""Words for a part of those spoken of."""

MOST = any_case(
    LIMITED.pattern
    + r"|\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|share|percent|average|mean|median|group"
    r"|participants|on the whole"
    r"|typical\w*|usual\w*|common\w*|frequent\w*|widespread|partly|those who|particular|responders?)\b",
)
"""Words of a summary that keep a part a part."""

IN_STUDY = any_case(
    r"\b(?:in (?:this|the) (?:study|trial|survey|group|sample|review|cohort|paper)|participants?|respondents?"
    r"|volunteers|responders?|took part"
    r"|who (?:were|had|took|got|received|answered|completed)|(?:of|among|in) the(?:se|ir)? (?:\d+|two|three|four"
    r"|five|six|seven|eight|nine|ten"
    r"|\w+teen|twenty|thirty|forty|fifty|patients|people|group)|studied|tested|included|enrolled|treated|examined"
    r"|surveyed|here"
    r"|(?:of|among) (?:the )?(?:\d[\d,]*|these|them)|samples?|groups?|arms?)\b",
)
"""Words that bind a number to those who took part."""

SHARE_OF = any_case(
    r"(?:\b\d+(?:\.\d+)?\s?(?:%|percent|per cent)|\b(?:half|(?:one|two|a|three) (?:third|thirds|quarter|quarters"
    r"|fifth|half)|most|the majority))"
    r" of (?:all )?(?:the )?(?:people|patients|adults|women|men|children|those|individuals|persons|sufferers|cases)"
    r"(?: (?:with|who have|suffering from|living with) [\w/ -]{2,40}?)?(?=\s|[.,;])",
)
"""A share of people at large."""

_ANYBODY = r"(?:people|patients|participants|respondents|women|men|children|adults|those|of (?:them|the|those|these))"
MOST_OF_THEM = any_case(
    rf"\b(?:most {_ANYBODY}|(?<!the )(?<!at )most (?=\w+ed\b (?:the|an?|to)\b)|the majority|(?:almost"
    rf"|nearly) (?:all|everybody|everyone)|more than half|over half)\b",
)
"""Words for more than half of those spoken of."""

FEW_OF_THEM = any_case(
    rf"\b(?:(?<!a )few {_ANYBODY}|a (?:small )?minority|(?:hardly|almost|nearly) (?:anybody|anyone|nobody|no one|none)"
    r"|(?:fewer|less) than half)\b",
)
"""Words for less than half of those spoken of."""

ANIMALS = any_case(
    r"\b(?:mice|mouse|rats?|animals?|rodents?|pigs?|rabbits?|monkeys?|zebrafish|dogs?|cells?|cultures?|in vitro"
    r"|dish|laborator\w+|tissue|model)\b",
)
"""Words that say that not people were studied."""

PEOPLE_ONLY = any_case(
    r"\b(?:people|patients?|persons?|men|women|children|adults|participants|sufferers|individuals)\b"
)
"""Words that can only mean people."""

_FEMALE = any_case(r"\b(?:women|females?|girls|woman)\b")
_MALE = any_case(r"\b(?:men|males?|boys)\b")
RESTRICTED = (
    ("women", _FEMALE, _MALE),
    ("men", _MALE, _FEMALE),
    (
        "children",
        regex(
            r"\b(?:child\w*|adolescen\w+|p(?:a)?ediatric|teenag\w+|young people|youth|school\w*|infants?)\b",
            re.IGNORECASE,
        ),
        regex(r"\badults?\b", re.IGNORECASE),
    ),
    (
        "older people",
        regex(r"\b(?:older|elderly|geriatric|aged (?:6|7|8)\d|(?:60|65|70|75) years)\b", re.IGNORECASE),
        regex(r"\b(?:younger|middle-aged|children)\b", re.IGNORECASE),
    ),
    (
        "severe illness",
        regex(r"\b(?:severe(?:ly)?|bed-?bound|house-?bound)\b", re.IGNORECASE),
        regex(r"\b(?:mild|moderate)\w*\b", re.IGNORECASE),
    ),
)
"""Kinds of people to whom a finding may be restricted: the words for them, and words for the others."""

_AT_LARGE = any_case(r"\b(?:adults|people|patients|women|men|children) (?:of any|at any|of all|in all|across all)\b")


_ABOVE_ALL = regex(r"\b(?:above|after|first of) all\b", re.IGNORECASE)


def widened(text: str, source: str) -> re.Match[str] | None:
    """Words for everybody in `text` that `source` has nothing of; None where there are none."""
    text = _ABOVE_ALL.sub(lambda words: "-" * len(words.group()), text)
    match = UNIVERSAL.search(text) or _AT_LARGE.search(text)
    if match is None or EVERYBODY.search(source):
        return None
    return match
