"""The words by which a result says which way it went. Shared by the files that read directions."""

from __future__ import annotations

import re

from pipeline.reading.sides import CONTROL_WORDS
from pipeline.text.regex import regex

__all__ = [
    "BETTER",
    "BURDEN",
    "CHANGED_MORE",
    "DENIED",
    "DIFFERENCE_WAS_NOT",
    "DOWN",
    "FAVOURED",
    "GOOD",
    "MORE_OF_BOTH",
    "NOTHING_BETWEEN",
    "ONLY_CONTROLS_STAYED",
    "QUICK",
    "SAID_OF_CONTROL",
    "SIZE_BEFORE",
    "SIZE_OF_CHANGE",
    "SLOW",
    "TIME",
    "UP",
    "WORSE",
]

UP = regex(
    r"\b(?:increas\w+|higher|highest|greater|greatest|more(?! than (?:\d|one|two|half))|rose|rise|rises|raised"
    r"|elevat\w+"
    r"|longer|larger|superior|gain(?:s|ed)?|faster|stronger|enhanc\w+|exceed\w*|up-?regulat\w+|prolong\w+|augment\w+"
    r"|doubled|tripled|older|heavier|accelerat\w+|excess|favou?red by)\b",
    re.IGNORECASE,
)
DOWN = regex(
    r"\b(?:decreas\w+|lower(?:ed|ing)?|lowest|less(?! than (?:\d|one|two|half))|fewer|fell|fall|reduc(?:e|es|ed|ing"
    r"|tions?)"
    r"|declin\w+|drop(?:s|ped)?|smaller|shorter|shorten\w*|inferior|diminish\w+|slower|weaker|down-?regulat\w+"
    r"|prevent\w*"
    r"|attenuat\w+|suppress\w+|inhibit\w+|loss(?:es)?|halved|lesser|minimi[sz]\w+|delay\w*|avert\w*|protect\w*)\b",
    re.IGNORECASE,
)
BETTER = regex(
    r"\b(?:improv\w+|better|benefi\w+|effective(?:ly)?|efficac\w+|reliev\w+|relief|alleviat\w+|ameliorat\w+|eas(?:ed"
    r"|es)"
    r"|recover\w+|helped|resol(?:ved|ution))\b",
    re.IGNORECASE,
)
WORSE = regex(r"\b(?:worse\w*|poorer|deteriorat\w+|exacerbat\w+|impair\w+|aggravat\w+)\b", re.IGNORECASE)
# outcomes of which less is better
BURDEN = regex(
    r"\b(?:pain|fatigue|tired\w*|depress\w*|anxi\w*|stress|distress|symptoms?|severity|disab\w*|burden|mortality"
    r"|deaths?"
    r"|died|complications?|adverse|side effects?|toxicity|nausea|vomiting|bleeding|infections?|relapses?|recurrences?"
    r"|exacerbations?|hospitali[sz]\w*|failures?|cravings?|insomnia|itch\w*|pruritus|fractures?|falls?|pressure"
    r"|cholesterol"
    r"|LDL|triglycerides?|glucose|HbA1c|insulin resistance|weight|BMI|body mass|fat|inflammat\w*|CRP|viral load"
    r"|parasit\w*|malaria|anaemia|anemia|delirium|errors?|time to|duration|length of|dose|consumption|use of|intake"
    r"|incidence|prevalence|risk|loss|attacks?|episodes?|seizures?|headaches?|smoking|drinking|scores? for)\b",
    re.IGNORECASE,
)
GOOD = regex(
    r"\b(?:quality of life|function\w*|survival|adherence|response|remission|recovery|cure|success|capacity|fitness"
    r"|strength|knowledge|satisfaction|well-?being|performance|distance|rate of (?:cure|response))\b",
    re.IGNORECASE,
)
TIME = regex(r"\b(?:time|duration|onset|latency|delay|length of)\b", re.IGNORECASE)
QUICK = regex(r"\b(?:fast(?:er|est)|quick(?:er|ly)|rapid(?:ly)?|sooner|earlier|accelerat\w+)\b", re.IGNORECASE)
SLOW = regex(r"\b(?:slow(?:er|ly|est)|later|delay\w*|prolong\w*)\b", re.IGNORECASE)
# "the decrease was greater": the second word gives the size of what the first says
SIZE_OF_CHANGE = regex(
    r"\b(?P<change>decreas\w+|reductions?|declines?|drop|fall|loss|increases?|gain|rise|improvements?)\b[^.;]{0,90}?"
    r"\b(?:was|were|is|are|tended to be|proved)\b[^.;]{0,40}?"
    r"\b(?P<size>greater|larger|higher|more|bigger|stronger|smaller|less|lower|weaker)\b",
    re.IGNORECASE,
)
MORE_OF_BOTH = regex(
    r"\b(?P<change>improved|decreased|reduced|fell|declined|dropped|increased|rose|gained|worsened|deteriorated)\b"
    r"[^.;]{0,40}\b(?:both|all|each)\b[^.;]{0,40}\b(?:but|although|and|with)\b[^.;]{0,30}?"
    r"\b(?P<size>greater|larger|more|further|less|smaller|lesser)\b",
    re.IGNORECASE,
)
# "larger reductions in fatigue": the first word gives the size of what the second says
SIZE_BEFORE = regex(
    r"\b(?P<size>greater|larger|more|bigger|stronger|smaller|less|lower|higher) (?:(?:mean|absolute|overall|relative"
    r"|percent(?:age)?|weekly|daily) ){0,2}(?P<change>decreases?|reductions?|declines?|drops?|falls?|loss(?:es)?"
    r"|increases?|gains?|rises?|improvements?|worsening)\b",
    re.IGNORECASE,
)
CHANGED_MORE = regex(
    r"\b(?P<change>improved|decreased|reduced|fell|declined|dropped|increased|rose|gained|worsened|deteriorated)\b"
    r" (?:[\w-]+ ){0,4}?(?P<size>more|less|faster|further)\b(?! than \d)",
    re.IGNORECASE,
)
FAVOURED = regex(r"\b(?:in favou?r of|favou?r(?:ed|s|ing)|superior)\b(?! by)", re.IGNORECASE)
NOTHING_BETWEEN = regex(
    r"\b(?:no|nor any|not (?:find|show|detect|observe) (?:any )?|without) (?:\w+[ -]){0,3}?differen\w+"
    r"[^.;]{0,60}\b(?:between|among|across)\b[^.;]{0,30}\b(?:groups?|arms?|treatments?|conditions?|interventions?)\b",
    re.IGNORECASE,
)
DIFFERENCE_WAS_NOT = regex(
    r"\b(?:this|the|these|those|that|which|such)(?: (?:differences?|effects?|changes?|trends?|increases?|decreases?"
    r"|reductions?|associations?))? (?:was|were|did|is|are) (?:however )?not (?:\w+ )?(?:statistically )?"
    r"(?:significant|reach|different)",
    re.IGNORECASE,
)
# "did not change in controls and rose with training": what is denied of controls says nothing of the others
ONLY_CONTROLS_STAYED = regex(
    rf"\b(?:remained (?:unchanged|stable|constant)|did not change|was unchanged|were unchanged)(?: significantly)?"
    rf" (?:in|with|under|among|for|on) (?:the )?{CONTROL_WORDS}(?: groups?| arms?| patients| participants)?,?"
    r" (?:and|but|while|whereas)\b",
    re.IGNORECASE,
)
SAID_OF_CONTROL = regex(
    rf"\b(?:in|for|with|among|by|under|on|of|than in)\b(?: the)? (?:\w+[ -]){{0,2}}?{CONTROL_WORDS}\b"
    rf"[^.;]{{0,60}}\b(?:than|compared (?:to|with)|versus|vs\.?|relative to)\b",
    re.IGNORECASE,
)
DENIED = regex(
    r"\b(?:no|not|nor|neither|without|failed to|similar\w*|comparable|equivalent|equally|non-?significant\w*|unaffected"
    r"|unchanged|alike|the same|n\.?s\.?|lack of)\b",
    re.IGNORECASE,
)
