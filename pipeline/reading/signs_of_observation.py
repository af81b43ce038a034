"""Cues of people observed, asked or described."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.reading.design_cues import NUMBER, PEOPLE, Cue, Sign, cues

__all__ = ["SIGNS"]

# between a number and the people it counts
_NO_VERB = r"(?!(?:how|that|which|look|papers?|studies|articles|trials|reports|criteria|of|in|on|at|for|from|and|or)\b)"

SIGNS: Mapping[Sign, tuple[Cue, ...]] = {
    Sign.PATIENTS_AND_CONTROLS: cues(
        (
            (
                r"\bmatched (?:\w+ ){0,2}controls\b|\b(?:healthy|sedentary|matched|population|unaffected|non-?fatigued"
                r"|asymptomatic|household|normal|recovered|hospital|disease|pain-free) (?:\w+[ -]){0,3}?(?:controls?"
                r"|volunteers|subjects|individuals|contacts|comparison|people|donors|participants|siblings|women|men"
                r"|adults)\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:patients|cases|people with [\w/ -]{2,30}?|those with \w+)\b[^.]{0,70}\b(?:and|with|to|versus"
                r"|vs\.?|from|than)\b[^.]{0,40}\b(?:controls|contacts|donors|volunteers|comparison subjects|unaffected"
                r"|siblings|neighbours|friends)\b"
            ),
            1,
        ),
        (
            r"\b(?:compared|differed|higher|lower|difference) (?:with|to|between|from|than|in)\b[^.]{0,60}\bcontrols\b",
            0.7,
        ),
        (r"\bhealthy (?:controls?|people|volunteers)\b|\bHCs?\b", 0.5),
        (
            r"\b"
            + NUMBER
            + (
                r"(?: \w+){0,3} (?:patients|cases|people|women|men|adults|children|adolescents"
                r"|veterans)\b[^.;]{0,60}\b(?:and|with|to|versus|vs\.?|against|as well as)\b[^.;]{0,20}\b"
            )
            + NUMBER
            + (
                r"(?: [\w-]+){0,4}? (?:controls?|volunteers|donors|contacts|spouses|partners|siblings|brothers|sisters"
                r"|neighbours|friends|relatives|colleagues|classmates|employees|staff|students|peers|unaffected"
                r"|healthy|others without)\b"
            ),
            1.2,
        ),
        (
            (
                r"\bcontrols?\b[^.;]{0,40}\b(?:were|was) not (?:collected|included|recruited|available|enrolled"
                r"|studied)|\b(?:no|without(?: a| any)?|lack(?:ed|ing|s)?(?: of)?(?: a)?"
                r"|absence of(?: a)?) (?:\w+ ){0,2}(?:control|comparison) (?:group|samples|subjects|participants"
                r"|cohort)|\b(?:no|without) (?:healthy )?controls\b"
            ),
            -3,
        ),
        (r"\bcase-? ?control\b", 0.6),
        (
            (
                r"\b(?:with|having) (?:the )?\w+(?: \w+)?\b[^.;]{0,30}\b(?:and|versus|with|to"
                r"|from)\b[^.;]{0,40}\b(?:without (?:it|the)|free of)\b|\b"
            )
            + NUMBER
            + r" (?:sick|ill|affected|infected)\b[^.;]{0,30}\b"
            + NUMBER
            + r" (?:healthy|well|unaffected|uninfected)\b",
            1,
        ),
    ),
    Sign.FOLLOWED: cues(
        (
            (
                r"\b(?:followed|tracked|re-?examined|re-?assessed|re-?tested|re-?interviewed"
                r"|monitored)\b[^.]{0,40}\b(?:for|through|up|until|over|after|later|to)\b"
            ),
            1,
        ),
        (r"\bfollow-? ?up\b", 0.6),
        (r"\b(?:year|month|week|long-?term)s?[ -]follow-? ?up of\b", 0.6),
        (r"\b(?:longitudinal|cohort|prospective(?:ly)?|incidence|incident|hazard|person-years|natural history)\b", 0.7),
        (
            (
                r"\b(?:retrospective(?:ly)?|records? (?:of|from|between)|charts?)\b[^.]{0,60}\b(?:cohort|between \d{4}"
                r"|from \d{4}|review\w*)"
            ),
            0.6,
        ),
        (
            (
                r"\b(?:over|during|after|within|at|for) (?:\w+ )?(?:years?|months)\b[^.]{0,30}\b(?:later|of follow"
                r"|recover\w*|outcome|develop\w*|relaps\w*|died|survival)"
            ),
            0.6,
        ),
        (
            (
                r"\bat (?:six|twelve|three|\d+),? (?:and )?(?:[\w, ]{0,20})?(?:months|years|weeks)\b|\b(?:years?"
                r"|months) later\b|\bthrough (?:\w+ )?years\b|\beach year\b|\bevery (?:year|six months)\b"
            ),
            0.7,
        ),
        (r"\b(?:fell ill|became ill|recover\w+|later (?:recover\w*|outcome|illness))\b", 0.4),
        (
            (
                r"\b(?:traced|linked|observed|seen again|contacted again|revisited|re-?measured)\b[^.;]{0,50}\b(?:for"
                r"|until|over|after|through|later|to|with|years?)\b"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:records?|registers?|registry|registries|database|claims)\b[^.;]{0,60}\b(?:from|between"
                r"|since) (?:19|20)\d\d"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:relapse|recovery|death|mortality|onset|return to work|new cases) (?:was|were) (?:the |an "
                r"|recorded|counted|our )|\bbaseline and (?:at )?(?:\w+ )?(?:follow|months|years|after)|\bafter (?:one"
                r"|two|three|five|ten|\d+) years\b"
            ),
            0.7,
        ),
        (
            r"\bfollowed (?:up )?(?:\w+ ){0,3}"
            + PEOPLE
            + r"\b|\bwatched (?:for|over|until)\b|\b(?:who|that) (?:\w+ )?later\b|\brecovered later\b",
            1,
        ),
        (
            (
                r"\b(?:found|seen|met|contacted|traced|examined|asked|visited) again\b|\b(?:seen|examined|diagnosed"
                r"|ill) in (?:19|20)\d\d\b[^.;]{0,60}\b(?:in|until|by) (?:19|20)\d\d\b|\bbefore\b[^.;]{0,60}\b(?:years"
                r"|months) later\b"
            ),
            1,
        ),
    ),
    Sign.ONCE: cues(
        (r"\bcross-? ?sectional\b", 1.5),
        (
            (
                r"\b(?:single|one|same) (?:day|visit|occasion|time ?-?point|session|sitting)\b|\b(?:measured|sampled"
                r"|sequenced|assessed|drawn|examined|tested|scanned) once\b|\bcensus day\b|\bon one\b"
            ),
            1,
        ),
        (r"\bprevalence\b|\bcorrelat\w+ (?:between|with)", 0.4),
        (
            (
                r"\b(?:at|in) (?:one|a single|the same|their first|the first) (?:visit|assessment|appointment|clinic"
                r"|week|interview|attendance)|\bsnapshot\b|\bat one point in time"
            ),
            1,
        ),
        (r"\b(?:how (?:common|many|frequent)|proportion of|frequency of|share of)\b", 0.4),
    ),
    Sign.QUALITATIVE: cues(
        (
            (
                r"\b(?:qualitative|thematic(?:ally)?|grounded theory|phenomenolog\w+|framework analysis|focus groups?"
                r"|ethnograph\w+|lived experience\w*)\b"
            ),
            1.2,
        ),
        (
            (
                r"\b(?:semi-?structured|in-?depth|open|unstructured|qualitative|narrative|focused|individual|group)"
                r" interview(?:s|ing)?\b|\binterviews (?:with|of|were|explored|took|about|on|that|by)\b"
                r"|\b(?:were|was|we|i|and|then) interviewed\b|\binterviews?\b[^.;]{0,60}\b"
                r"(?:themes?|coded|transcri\w+|quot\w+)"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:themes?|transcripts?(?! (?:counts?|levels?|abundance|expression|per))|transcribed"
                r"|coded line by line|saturation|purposive\w*|narratives|in their own words)\b"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:talked|spoke|told us|described in their|conversations?|accounts|stories)\b[^.;]{0,60}\b(?:about"
                r"|how|theme|analy|record)"
            ),
            0.5,
        ),
    ),
    Sign.MIXED: cues(
        (r"\bmixed[ -]?methods?\b", 2.5),
        (
            (
                r"\b(?:questionnaires?|surveys?|forms?|statistic\w*|scores|counts?)\b[^.;]{0,120}\b(?:and|then"
                r"|followed by|with)\b[^.;]{0,60}\b(?:interview\w*|focus groups?)\b"
                r"|\binterview\w*\b[^.;]{0,100}\b(?:and|with|followed by)\b[^.;]{0,60}\b(?:questionnaires?|surveys?"
                r"|statistic\w*|scores)\b"
            ),
            1,
        ),
        (
            (
                r"\bboth strands\b|\bquantitative\b[^.;]{0,60}\bqualitative\b"
                r"|\bqualitative\b[^.;]{0,60}\bquantitative\b|\btriangulat\w+|\bjoint display"
            ),
            1,
        ),
        (
            (
                r"\b(?:sets? of data|strands?|findings|data) (?:was|were) (?:integrated|merged|brought together"
                r"|combined)\b"
            ),
            0.5,
        ),
    ),
    Sign.SURVEY: cues(
        (r"\bsurvey(?:s|ed)?\b", 1),
        (r"\brespondents?\b|\bresponse rate\b|\bself-reported (?:data|online)\b", 0.8),
        (
            (
                r"\b(?:online|web-? ?based|internet|postal|mailed|e-?mail\w*|electronic|anonymous"
                r"|paper)\b[^.]{0,30}\b(?:questionnaires?|forms?|surveys?|invitations?|polls?)\b"
            ),
            1.2,
        ),
        (
            (
                r"\b(?:questionnaires?|forms?)\b[^.]{0,30}\b(?:went (?:out )?to|sent|mailed|posted|circulated"
                r"|distributed|returned|completed (?:by|from)|via|online)\b|\b(?:completed|returned"
                r"|filled[ -]in) (?:forms?|questionnaires?)\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:members|readers|subscribers|followers) of (?:a|an|the)\b[^.]{0,30}\b(?:society|charity"
                r"|organi[sz]ation|association|group|forum)"
            ),
            0.5,
        ),
        (r"\b(?:answered|replied|responded|ticked|polled|filled (?:in|out))\b", 0.6),
        (
            (
                r"\b(?:questionnaires?|forms?|surveys?)\b[^.;]{0,60}\b(?:respondents|answered|replied|responded"
                r"|readers|members|subscribers)\b"
            ),
            0.8,
        ),
    ),
    Sign.ONE_CASE: cues(
        (r"\bcase (?:report|study|presentation)\b", 1.3),
        (r"\b(?:a|an|one|this|the) (?:\w+ )?\d{1,2}-? ?(?:year|month)-? ?old\b(?! (?:or|and) )", 0.9),
        (
            (
                r"\b(?:we|i) (?:report|describe|present) (?:on )?(?:a|an|one|the) (?:\w+ ){0,4}(?:case|patient|woman"
                r"|man|girl|boy|child|infant|adolescent)\b|\b(?:a|one|single) (?:\w+ )?(?:woman|man|girl|boy"
                r"|patient)\b"
            ),
            0.8,
        ),
        (r"\b(?:we|i) (?:report|describe|present)\b[^.;]{0,20}\b\d{1,2}-? ?(?:year|month)-? ?old", 1.2),
        (
            (
                r"\b(?:one|a|an|single) (?:\w+ ){0,2}(?:man|woman|patient|boy|girl|child|infant"
                r"|adolescent)\b[^.;]{0,60}\b(?:is|was|are|were|who|presented|described|developed|aged)\b|\b(?:history"
                r"|course|story|case) of (?:a|an|one)\b"
            ),
            0.8,
        ),
        (
            (
                r"^\W*(?:a|an|one|this)(?: [\w-]+){1,3} aged \d{1,2}\b|\bof one (?:man|woman|boy|girl|patient|child"
                r"|case)\b"
            ),
            1,
        ),
    ),
    Sign.SERIES: cues(
        (r"\bcase[ -]series\b|\bseries of (?:\w+ ){0,3}(?:patients|cases)\b|\bcase reports?\b of\b", 1.4),
        (
            (
                r"\b(?:we|i) (?:report|describe|present) (?:on )?(?:the )?(?:\w+ ){0,3}?(?:two|three|four|five|six"
                r"|seven|eight|nine|ten|eleven|twelve|\d{1,2}) (?:\w+ ){0,3}(?:cases|patients|women|men|children"
                r"|people)\b"
            ),
            1.2,
        ),
        (
            (
                r"\bconsecutive (?:\w+ ){0,3}(?:patients|cases)\b|\b(?:patient|case) notes\b|\bchart review\b"
                r"|\bone after (?:another|the other)\b"
            ),
            0.7,
        ),
        (
            (
                r"\b(?:two|three|four|five|six|seven|eight|nine|ten) (?:\w+ ){0,2}(?:patients|cases|women|men|children"
                r"|people|sisters|brothers)\b[^.]{0,80}\b(?:treated|describ\w+|improv\w+|given|received|respond\w+"
                r"|notes)\b"
            ),
            0.9,
        ),
        (
            r"\b"
            + NUMBER
            + (
                r" (?:\w+ ){0,3}?(?:women|men|patients|children|cases|people|sisters|brothers)\b[^.;]{0,80}\b(?:are|is"
                r"|were) (?:here )?(?:presented|described|reported)\b"
            ),
            1,
        ),
        (r"\b(?:papers|studies|articles|trials|literature)\b", -0.8),
        (
            r"\b(?:we|i) (?:report|describe|present) (?:on )?(?:the )?"
            + NUMBER
            + r"(?: [\w-]+){0,3}? "
            + PEOPLE
            + r"\b",
            1,
        ),
    ),
    Sign.OWN_PEOPLE: cues(
        (NUMBER + r" (?:" + _NO_VERB + r"\w+[ -/]){0,5}?" + PEOPLE, 1),
        (r"\bn ?= ?\d", 1),
        (PEOPLE + r" (?:were|was|had|with|who|completed|attending|took)\b", 0.5),
    ),
}
