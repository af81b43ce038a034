"""Words that plain language does without: terms that hurt, machine talk, the talk of authors."""

from __future__ import annotations

import re

from pipeline.text.regex import any_case, regex

__all__ = ["DISRESPECTFUL", "INTERPRETS", "KNOWN_SHORT", "MACHINE_TALK", "SHORT_FORM", "UNREAD"]

DISRESPECTFUL = any_case(
    r"\b(?:suffer(?:ers?|s from|ing from)|victims?(?: of)?|afflicted|stricken|complainers?|crippled"
    r"|wheelchair[- ]bound|confined to a wheelchair"
    r"|failed (?:the )?treatment|non-?compliant|claim(?:ed|s)? to (?:have|be|feel)|subjective complaints?"
    r"|complain(?:ed|s|ing)? of|hypochondri\w+"
    r"|mystery illness|mysterious illness|yuppie flu|tired all the time|battl(?:e|es|ing) (?:with|against)"
    r"|fight(?:ing)? (?:the|their|against)"
    r" (?:illness|disease)|normal (?:people|controls|subjects|volunteers)|(?:the )?mentally ill|addicts"
    r"|the elderly|CFS patients failed)\b",
)
"""Terms that people who live with an illness ask writers to avoid."""

MACHINE_TALK = any_case(
    r"\bas an? (?:AI|(?:large )?language model|assistant|LLM)\b|\bI (?:cannot|can't|am unable|leave|have (?:left"
    r"|kept|omitted)|will|was asked|do not have)\b"
    r"|\b(?:as|per|following|according to) (?:the |your |my )?(?:instruct(?:ed|ions?)|prompt|schema"
    r"|guidelines given|request(?:ed)?)\b"
    r"|\b(?:system prompt|the prompt|output format|json|placeholder|lorem ipsum|TODO|to be filled)\b|\[(?:insert"
    r"|your|name|n)[^\]]*\]"
    r"|^(?:sure|certainly|of course|okay|absolutely)[,!.:]|^(?:output|answer|response|note to (?:self|editor)"
    r"|summary|assistant|user)\s?:"
    r"|\bhere(?:['’]s| is| are) (?:the|a|an|your) (?:\w+ ){0,3}?(?:version|summary|sentence|statement|draft|list"
    r"|answer|json)\b"
    r"|\b(?:hedged|plain-language|simplified) version\b|\b(?:confidence|value_type|basis|section|severity"
    r"|source level)\s?[:=]\s?[a-z]\w*"
    r"|[{\[]\s?[\"“”][a-z_]+[\"“”]\s?:|\"(?:text|quote|evidence|page)\"\s?:|\b[a-z]+(?:_[a-z0-9]+)+\b"
    r"|\b[a-z]+\s?=\s?(?:[a-z]{3,}|\"|')"
    r"|^(?:quick[ _]summary|why[ _]it[ _]matters|observed[ _]findings?|inferred[ _]conclusions?"
    r"|remaining[ _]questions?|does[ _]not[ _]prove"
    r"|strengths?|limitations?)\s?[:=]|\bPEM (?:badge|required|not required|unclear)\b|\b(?:provided|supplied"
    r"|the given) (?:text|abstract|passages?|excerpts?|context|document|quotes?"
    r"|sentences?)\b|\bthe (?:text|passages?|excerpts?|context|quotes?) (?:provided|supplied|given|above)\b"
    r"|\bthe user(?:['’]s)? (?:asked|asks|request\w*|wants?|provided)\b|\bI(?:['’]m| am) (?:sorry|unable|an AI"
    r"|not able)\b"
    r"|\bI (?:summari[sz]ed|rewrote|rephrased|simplified|drafted)\b|\blet me know\b|\bhope this helps\b"
    r"|\bwould you like\b"
    r"|[(\[](?:evidence|quotes?|source|passage|ref)\s?:?\s?\d+[)\]]|\b(?:evidence|quote|passage) \d+\b(?! (?:of|%"
    r"|percent))"
    r"|\b(?:set to|[=:])\s?(?:true|false|null)\b|\bthe schema\b|\bthe hedge\b|\bword limit\b"
    r"|\b(?:observed findings?|inferred conclusions?|quick summary|remaining questions?) (?:section|field|list)\b"
    r"|\bsentence (?:ids?"
    r"|numbers?)\b|\bs\d{2,4}\b(?=[,;)\]])",
    re.MULTILINE,
)
"""Words of a prompt, of a schema, or of a machine about itself."""

INTERPRETS = any_case(
    r"\b(?:suggest(?:s|ing)? that|impl(?:y|ies|ying) that|indicat(?:es|ing) that|(?:authors|they"
    r"|researchers) (?:conclude|believe|think|argue"
    r"|propose|speculate|suspect|hypothesi[sz]e)|which means that|points? to (?:a|an) (?:role|cause|mechanism)"
    r"|plays? an? (?:\w+ )?role in"
    r"|could explain|may explain|might explain|shows? that the (?:illness|disease) is)\b",
)
"""Words that say what a finding means, and not what was seen."""

SHORT_FORM = regex(r"(?<![\w/-])(?:[A-Z]{2,6}\d?|[A-Z][a-z]?[A-Z]{1,4}\d?)(?:s|-\d+)?(?![\w/-])")
"""An abbreviation in capital letters."""

KNOWN_SHORT = frozenset(
    """ME CFS PEM DNA RNA UK US USA EU COVID HIV AIDS MRI CT TV IQ BMI GP WHO NHS AI
    II III IV VI CI OK ECG EEG""".split()
)
"""Abbreviations that readers of such an entry know."""

UNREAD = any_case(
    r"\b(?:the|this) (?:paper|study|article|report|authors?|trial|review)(?: itself)? (?:does|do|did|gives?|has"
    r"|have|reports?|names?|mentions?) ?(?:not|no|never)\b"
    r"|\b(?:is|are|was|were) not (?:reported|mentioned|described|stated|given|named) (?:in|by) the (?:paper|study"
    r"|article|authors)\b",
)
"""A claim about what a whole paper leaves out."""
