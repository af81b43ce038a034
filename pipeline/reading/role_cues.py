"""Words by which a sentence of an abstract shows what it does, for texts in small letters.

They are features of the model in `role_model`, which learned what each is worth.
"""

from __future__ import annotations

import re

from pipeline.text.regex import regex

__all__ = ["CUES"]

CUES: tuple[re.Pattern[str], ...] = (
    # background
    regex(r"\b(is|are) (a|an|the|often|commonly|characteri[sz]ed|associated|known|considered|thought)\b"),
    regex(r"\b(remains?|is|are) (unclear|unknown|poorly understood|controversial|debated)\b"),
    regex(r"\b(has|have) (been|previously|recently|long)\b"),
    regex(r"\b(little|not much) is known\b|\bhowever\b"),
    # aims
    regex(r"\b(aim|aims|aimed|objectives?|purpose|goal|sought|hypothesi[sz]ed?)\b"),
    regex(
        r"\b(this|the present|our|the current) (study|paper|review|article|trial|work)\b.{0,40}\b(to|"
        r"whether)\b"
    ),
    regex(
        r"\bwe (investigated?|examined?|evaluated?|assess(ed)?|explored?|tested|compared|"
        r"ask(ed)?) (whether|if|the)\b"
    ),
    regex(r"^(objective:? |aims?:? )?to (?!date\b|our\b|the\b|this\b|these\b)[a-z]+\b"),
    regex(r"\bwas (designed|undertaken|conducted|performed|carried out) to\b"),
    # methods
    regex(
        r"\b(were|was) (recruited|enrolled|randomi[sz]ed|included|assigned|measured|assessed|collected|"
        r"performed|analy[sz]ed|used|searched|invited|interviewed|followed|recorded|obtained|conducted|"
        r"asked|evaluated|administered|estimated|treated|selected|allocated|divided|examined|"
        r"calculated)\b"
    ),
    regex(r"\brandomly (assigned|allocated|selected)\b|\b(participants|patients|subjects) received\b"),
    regex(
        r"\bsignificance level|\b(primary|secondary|principal|main) (efficacy )?(measures?|outcomes?|"
        r"end ?points?)\b"
    ),
    regex(r"\b(statistical|data) analys[ei]s\b|\bconsidered (statistically )?significant\b|\bt-test|anova\b"),
    regex(r"^(a |an )?(\w+[ ,-]+){0,4}(trial|study)\.?$|^setting\b|\b(setting|design):"),
    regex(
        r"\bwe (recruited|enrolled|randomi[sz]ed|included|measured|collected|performed|analy[sz]ed|used|"
        r"searched|conducted|surveyed|followed|applied|developed)\b"
    ),
    regex(
        r"\b(double-blind|placebo-controlled|cross-sectional|prospective|retrospective|questionnaires?|"
        r"regression|primary (outcome|end ?point)|criteria|participants completed)\b"
    ),
    # results
    regex(r"\bp\s*[<=>≤≥]\s*0?[.·]\d|\b95\s*%\s*(ci|confidence)|\b(or|hr|rr)\s*[=,:]?\s*\d"),
    regex(
        r"\b(significant(ly)?|higher|lower|increased|decreased|reduced|improved|more|fewer|less|"
        r"no difference|did not differ)\b"
    ),
    regex(
        r"\b(found|showed|observed|revealed|reported|identified|resulted in|were associated|"
        r"was associated|correlated)\b"
    ),
    regex(r"\d+(\.\d+)?\s*%|\bmean\b|\bmedian\b|±"),
    regex(r"^(no|none|neither|nobody|all|both|most) "),
    regex(r"\b(completed the (study|trial|follow-?up)|was achieved|were lost to|dropped out|withdrew)\b"),
    regex(r"\bthere (was|were)\b|\b\d+ of \d+\b|\b(favou?red|achieved|rates? (was|were))\b|^of "),
    # conclusions
    regex(
        r"\b(conclude|conclusions?|in summary|taken together|overall|these (results|findings|data|"
        r"observations)|our (results|findings|data))\b"
    ),
    regex(
        r"\b(suggests?|indicates?|implies|imply|supports?|demonstrates?|may (be|have|help|play|represent|"
        r"contribute)|might|could|should|warrants?|potential(ly)?)\b"
    ),
    regex(
        r"^(?!.*\d)(?!.*\b(was|were|had|did)\b).*\b(is|are|has|have|can|appears?|seems?|provides?|"
        r"improves?|reduces?|increases?|leads?)\b"
    ),
    regex(r"\b(further|future|larger) (research|stud|trial|work|investigation)"),
)
"""Patterns in a fixed order: a model knows each by its place."""
