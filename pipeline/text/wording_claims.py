"""How strongly a sentence claims: hedges, words of cause, praise, advice, firsts.

The verbs of cause and the words of praise follow published lists of spin and of causal language in health research
(Haber and others 2022; Lazarus and others 2015; Sumner and others 2014).
"""

from __future__ import annotations

import re

from pipeline.text.regex import any_case, regex

__all__ = [
    "ADVICE",
    "ADVOCACY",
    "ASKS_RESEARCH",
    "ATTRIBUTED",
    "CAUSAL",
    "CAUSAL_SOURCE",
    "CHANGES",
    "DOUBT",
    "EXPERIMENT",
    "FIRST",
    "FIRST_SOURCE",
    "HYPE",
    "MECHANISM",
    "MODAL",
    "PLANNED",
    "REPORTING",
    "SUGGESTS",
    "TREATMENT_WORKS",
]

MODAL = any_case(
    r"\b(?:may(?! (?:\d|and (?:june|july|august|september|october|november|december)|to (?:june|july|august"
    r"|september|october|november|december)))"
    r"(?<!\bin may)(?<!\bbetween may)(?<!\bfrom may)(?<!\bsince may)(?<!\buntil may)(?<!\bof may)|might|could"
    r"|can(?= (?:be"
    r"|help|point|also))|would|possib(?:le|ly|ility)|potential(?:ly)?|perhaps"
    r"|maybe|(?<!more )(?<!less )(?<!as )(?<!most )likely"
    r"|unlikely|probabl[ey]|probability|plausibl[ey]|conceivabl[ey]|presumabl[ey]|apparent(?:ly)?|appears?"
    r"|appeared|look(?:s|ed)|seem(?:s|ed)?|thought to|(?:cannot|could not|can not|not|n['’]t) (?:be )?(?:ruled? out"
    r"|excluded?)"
    r"|warrants?|warrant consideration|deserves?|merits?|worth|tentative(?:ly)?|an idea|open question|whether|if"
    r"|hypothes\w+"
    r"|speculat\w+|hopes?|hoped|candidate|(?<!the )(?<!a )chance(?! of)|tend(?:s|ed)? to|expect\w*|anticipat\w+"
    r"|suspect\w*|point(?:s"
    r"|ed|ing)? (?:to"
    r"|towards?)"
    r"|hint\w*|indications?|first signs?|early signs?|initial|preliminary|remains? to be|not (?:certain|clear"
    r"|proven|known)|uncertain|unclear|believed"
    r"|room for|(?:some|limited|weak|little|low[- ]quality|moderate[- ]quality|supportive) (?:\w+ )?(?:evidence"
    r"|support)|findings into|consistent with|in line with|compatible with|fit(?:s|ted)? (?:well )?with"
    r"|suggestive|(?:is|are|was|were) suggested|propos\w+|promise)\b",
)
"""Words that leave it open whether something is so."""

DOUBT = any_case(
    r"\b(?:may(?<!\bin may)(?<!\bbetween may)(?<!\bfrom may)(?<!\bsince may)(?<!\buntil may)(?<!\bof may)(?! (?:\d"
    r"|and (?:june|july|august|september)"
    r"|take part|participate|join|enter|withdraw|enrol|apply|(?:also )?be (?:enrolled|eligible"
    r"|invited)))|might|could(?! (?:only|not|be \w+ in neither\b|be (?:included|calculated|pooled|assessed"
    r"|identified|found|detected|seen|determined"
    r"|used(?! (?:in|to|for|as)))))|possib(?:le|ly|ility)"
    r"|(?<!binding )(?<!action )(?<!evoked )(?<!membrane )(?<!redox )potential(?:ly)?|perhaps|maybe"
    r"|(?<!more )(?<!less )(?<!as )(?<!most )likely(?! to have been (?:more|less))|unlikely|probabl[ey]|plausibl[ey]"
    r"|presumabl[ey]|appears? to|appeared to|seem(?:s|ed)?|conceivabl[ey]|(?:is|are) thought to"
    r"|warrants? (?:\w+ )?(?:consideration|investigation"
    r"|study|attention)"
    r"|(?<!contrary to our )(?<!contrary to the )(?<!against our )(?<!against the )"
    r"(?<!against this )(?<!support the )(?<!supports the )"
    r"(?<!reject the )(?<!rejected the )hypothesi[sz]\w*"
    r"|speculat\w+|anticipated|expected to|consistent with|suggestive|tentative(?:ly)?"
    r"|(?<!much )remains? to be|(?:some|initial|preliminary|first|early|limited|weak|tentative) (?:\w+ )?evidence"
    r"|indications? that|hints? that"
    r"|to (?:establish|find out|determine|test|examine|assess|explore|investigate|see) whether"
    r"|we (?:also |further )?(?:expect|hope|anticipate|suspect)|it is hoped|could mean)\b",
)
"""Words of doubt that a summary must pass on."""

SUGGESTS = any_case(
    r"(?<!evidence )(?<!evidence to )(?<!trials )(?<!studies )\b(?:suggest(?:s|ing|ion|ions)?"
    r"|(?<!\bthe )(?<!\bour )suggested|propose[sd]?"
    r"|postulat\w+|believe[sd]?|we think"
    r"|speculat\w+|hypothesi[sz]e[sd]?)\b",
)
"""Words by which authors put forward what they have not shown."""

REPORTING = any_case(
    r"\b(?:suggest(?:s|ed|ing|ion|ions|ive)?|indicat(?:e|es|ed|ing)|impl(?:y|ies|ied)|support(?:s|ed|ing)?"
    r"|think|thinks"
    r"|thought|believe[sd]?|propose[sd]?|argue[sd]?|consider(?:s|ed)?|hypothesi[sz]e[sd]?|expect(?:s|ed)?|postulat\w+"
    r"|speculate[sd]?|assume[sd]?|hope[sd]?|(?<=they )feel|(?<=authors )feel|(?<=researchers )feel|view|opinion"
    r"|judge[sd]?)\b",
)
"""Words by which somebody puts something forward without showing it."""

ATTRIBUTED = any_case(
    r"\b(?:(?:the )?(?:authors?|researchers|investigators|scientists|team|writers|they)(?:['’]s?)? (?:also |now "
    r"|further |then )?"
    r"(?:suggest|conclude|say|think|believe|propose|argue|consider|expect|hypothes|write|note|add|state|report"
    r"|call|describe"
    r"|reckon|advise|recommend|hope|point|judge|see|interpret|infer|speculate|view|discuss)\w*"
    r"|in (?:their|the authors['’]|the researchers['’]) (?:view|opinion|words|eyes)|according to (?:the|them)"
    r"|by the (?:authors|researchers|team)|(?:hypothesis|view|opinion|conclusion|idea"
    r"|suggestion) of the (?:authors|researchers)"
    r"|the paper (?:says|argues|concludes|suggests))\b",
)
"""Words that give what is said to the authors."""

PLANNED = regex(r"\b(?:will|would|plan\w*|aims?|aimed|intend\w*|is to|are to|expect\w*|hypothes\w+)\b", re.IGNORECASE)
"""Words about what is still to come."""

CAUSAL = any_case(
    r"\b(?:caus(?:e|es|ed|ing)(?! (?:is|of .{0,40}(?:unknown|unclear)))|leads? to|led to|leading to|results in"
    r"|resulted in|(?:will|to|does|did) result in"
    r"|trigger(?:s|ed)?|induc(?:e|es|ed)|brings? about|brought about|drives?|drove|driven by|is behind|are behind"
    r"|lies behind"
    r"|(?:is|are|was|were) (?:partly |largely |mainly |fully )?"
    r"(?:due to(?! (?:have|undergo|be|start|receive|begin|get)\b)|responsible for|the result of|a result of"
    r"|because of)"
    r"|because of(?! (?:an? |the |this |that |its |their )?(?:lack|missing|absence|small|design|uncertain))|thanks to"
    r"|owing to|mak(?:es|ing) it (?:harder|easier)|made it (?:harder|easier)"
    r"|makes? (?:\w+[ -]){1,9}?(?:less|more|worse|better|higher|lower|weaker|stronger|ill|sick)\b"
    r"|made (?!with|from|of|by|up|out)(?:(?!look|seem|appear|more|less)\w+ ){1,6}?(?:less|more"
    r"|worse|better|higher|lower)\b|cures?|(?<!were )(?<!was )(?<!been )(?<!often )cured|prevents?|prevented"
    r"|restores?|restored|reverses|reversed"
    r"|eliminat(?:es|ed)"
    r"|produc(?:es|ed) (?:a|an|the|more|less)|gives rise to|gave rise to|proves that|as a consequence of"
    r"|explains?(?! (?:why|how|\d))|explained why|brings? on|brought on"
    r"|makes? (?:people|patients|them|those|participants|the brain|the body|muscles) (?:\w+ ){0,3}?(?:tired|ill"
    r"|sick|weak|worse"
    r"|crash|relapse|unable|sleep\w*|feel\w*|better|well)|accounts? for(?! \d)|will (?:cause|lead|trigger|drive"
    r"|bring))\b",
)
"""Words of cause and effect that leave no doubt."""

CHANGES = any_case(
    r"(?<!\ba )(?<!\ban )(?<!\bthe )(?<!\btheir )(?<!\bwith )(?<!\bof )(?<!\bfor )(?<!\bno )(?<!\bby )"
    r"\b(?P<verb>raised|raises|lowered|lowers|reduced|reduces|improved|improves|increased|increases|decreased"
    r"|decreases"
    r"|relieved|relieves|eased|eases|boosted|boosts|enhanced|enhances|worsened|worsens|protects|protected"
    r"|alleviated|alleviates|slowed|slows|strengthened|weakened|weakens|damages|damaged|disrupts|disrupted"
    r"|disturbs|disturbed|harmed|hampers|hampered|suppresses|shapes)"
    r"\s(?:(?:the|their|its|his|her|this|both|all|most|mean|average|some) )?(?!by\b|from\b|to\b|in\b|after\b"
    r"|during\b|with\b|over\b"
    r"|at\b|and\b|or\b|on\b|for\b|between\b|more\b|less\b|but\b|among\b|as\b|when\b|only\b|slightly\b|clearly\b"
    r"|until\b|within\b"
    r"|significantly\b|again\b|while\b|since\b|because\b|markedly\b|\d)[a-z]",
)
"""Something said to change something else: an active verb with its object."""

CAUSAL_SOURCE = any_case(
    r"\b(?:caus\w+|lead(?:s|ing)? to|led to|result(?:s|ed|ing)? (?:in|from)|trigger\w*|induc\w+|driv(?:es?|en|ing)"
    r"|due to|owing to"
    r"|because|responsible for|consequen(?:ce|t|tly)\w*|attribut\w+|explain\w*|effects? (?:of|on)|improv(?:e|es"
    r"|ed|ing)"
    r"|reduc(?:e|es|ed|ing)|increases?|decreases?|(?:by|for|and|in|to) (?:in|de)creasing|prevent\w*|protect\w*"
    r"|cure\w*|contribut\w+"
    r"|influenc\w+|affect\w*"
    r"|impair\w*|impact\w*|exacerbat(?:es?|ed|ing)|worsen\w*|aggravat\w*|ameliorat\w+|alleviat\w+|mediat\w+|modulat\w+"
    r"|damag\w+|disrupt\w+|ma(?:k|d)e\w? (?:\w+ ){1,6}?(?:worse|better|ill|weaker|stronger|more|less)"
    r"|suppress\w+|restor\w+|revers\w+|produc\w+|thereby|hence|as a result|efficac\w+|effective\w*|benefit\w*"
    r"|play\w* (?:a|an)"
    r"|role in|give[sn]? rise|secondary to)\b",
)
"""Words by which a source speaks of cause, strong or weak."""

EXPERIMENT = any_case(
    r"\b(?:in vitro|untreated (?:control )?(?:cells|mice|rats|animals|cultures?)|cultured (?:\w+ ){0,2}cells"
    r"|(?:incubat|stimulat|transfect|inject|expos)(?:ed|ion|ing|ure) (?:\w+ ){0,3}(?:cells?|mice|rats|cultures?)"
    r"|cells (?:were )?(?:incubated|stimulated|treated|exposed)|positive (?:control|stimul(?:us|ant))|knock-?out)\b",
)
"""An experiment on cells or animals: what it changed may be told as an effect on them."""

MECHANISM = any_case(
    r"\b(?:mechanisms?|pathways?|mediat(?:e|es|ed|ing)|works? by|acts? (?:by|through|on)|underl(?:ies|ie|ying)"
    r"|involved in"
    r"|plays? (?:a|an) (?:\w+ )?(?:role|part) in|through its effect|root cause|driver of|key to|responsible for"
    r"|origin of)\b",
)
"""Words that say how something comes about."""

HYPE = any_case(
    r"\b(?:breakthroughs?|ground-?breaking|landmark|revolution\w*|game-?chang\w+|definitive(?:ly)?"
    r"|conclusive(?:ly)?|miracle|miraculous"
    r"|unprecedented|paradigm[ -]shift\w*|pav(?:e|es|ed|ing) the way|open(?:s|ed"
    r"|ing)? (?:up )?(?:a )?new (?:avenues?|doors?|era"
    r"|chapters?|horizons?|paths?)|long-awaited|at (?:long )?last|finally (?:\w+ )?(?:prov|show|settl|give|explain"
    r"|confirm|reveal|solv"
    r"|bring|put)\w*|proves? (?:what|once and for all|beyond)|once and for all|beyond (?:any )?doubt|transform(?:s"
    r"|ative)?"
    r"(?: the (?:care|lives|treatment|field|way))?|will transform|huge (?:step|leap)|giant leap|major advance"
    r"|milestone"
    r"|remarkabl[ey]|dramatic(?:ally)?|spectacular(?:ly)?|astonishing(?:ly)?|stunning|striking(?:ly)?|exciting"
    r"|pioneering"
    r"|cutting-edge|state-of-the-art|world-leading|first-ever|hold(?:s)? (?:great |much )?promise|highly promising"
    r"|promising"
    r"|shift(?:s|ed|ing)? the field|chang(?:es|ed|ing) the (?:field|game|way)|offer(?:s|ing)? (?:new |real "
    r"|fresh )?hope|new hope"
    r"|crucial(?:ly)?|vital(?:ly)? (?:new|evidence|clue)|compelling|powerful evidence|robustly|clearly (?:shows?"
    r"|proves?"
    r"|demonstrates?)|settles? (?:the|how|whether|once)|within reach|major step|important step forward|holy grail"
    r"|silver bullet"
    r"|wonder drug|eye-opening|exceptional(?:ly)?|outstanding|brilliant|impressive(?:ly)?)\b",
)
"""Words of praise that tell a reader what to feel."""

FIRST = any_case(
    r"\b(?:(?:is|was|are|were|be|become|becomes|became|being) (?:among )?the (?:very )?first\b(?! (?:of|week|day"
    r"|test|visit|group|dose"
    r"|part|time point|year|month))|the (?:very )?first (?:study|trial|time|paper|report|review|team|group to"
    r"|evidence|objective|large"
    r"|systematic\w*|controlled|randomi[sz]ed|to|proof|direct|ever|one to|treatment|test|drug)|for the first time"
    r"|first[ -]ever"
    r"|never before|no (?:other|earlier|previous) (?:study|trial|team|group|work|paper) (?:has|had)"
    r"|(?:the )?largest (?:\w+ ){0,2}?(?:study|trial|survey|review|sample|cohort|analysis|ever|of its kind)"
    r"|the only (?:\w+ ){0,2}?(?:study|trial|treatment|drug|test|review|survey|therapy)|unique(?:ly)?"
    r"|the most (?:comprehensive"
    r"|rigorous|thorough|detailed|complete) )\b",
)
"""A claim to be the first, the only or the largest."""

FIRST_SOURCE = any_case(
    r"\b(?:first|largest|only|unique|novel|never (?:been|before)|no (?:other|previous|prior|earlier"
    r"|published) (?:stud|trial|work|report)\w*"
    r"|not (?:previously|yet|been)|most comprehensive|to (?:our|the authors['’]) knowledge|unprecedented)\b",
)
"""Words by which a source says the like of itself."""

_WHO = (
    r"(?:people|patients?|persons?|doctors?|clinicians?|physicians?|GPs?|hospitals?|clinics?|health (?:systems?"
    r"|services?|care)"
    r"|everyone|everybody|anyone|anybody|you|readers|sufferers|families|carers?|parents|those|governments?"
    r"|insurers|policy ?makers"
    r"|schools|employers|therapists?|specialists?|nurses?|men|women|children|adults|it|they|this|treatment"
    r"|the drug|these)"
)
ADVICE = any_case(
    rf"\b{_WHO}\b[^.;?]{{0,60}}?\b(?:should|must(?! (?:not )?have\b| still\b| (?:not )?be (?:aged|adults?"
    rf"|at least|able|unable|over|under))|ought to|(?<!who )(?<!not )need to|needs to"
    rf"|(?<!not )(?<!n['’]t )(?:have|has) to(?! (?:do|stop travelling)\b)"
    rf"|had better (?=not|be|take|avoid|try|stop|start|see|ask|rest|use|wait)|are advised|is advised)\b"
    r"|\b(?:should|must|ought to) (?:\w+ ){0,2}?(?:be (?:used|offered|given|prescribed|avoided|tested|treated"
    r"|screened|told|stopped"
    r"|started|recommended|considered for|made|adopted|introduced|part of|standard|routine\w*)|try|take|ask|avoid"
    r"|start|stop|use|order"
    r"|consider|switch|add|see|seek|rest|pace|exercise|prescribe|offer|talk|get|request|demand|insist)\b"
    r"|\b(?:ask (?:your|their|his|her) (?:doctor|GP|physician)|talk to (?:your|their) (?:doctor|GP)|ask for"
    r"|worth trying|try (?:to )?(?:taking"
    r"|using)|it is time to|we recommend|is recommended|are recommended|recommend(?:s|ed)? (?:that |using |the use"
    r"|to use|taking|against)"
    r"|advis(?:e|es) (?:people|patients|against|that|doctors)|advised against|avoid (?:using|taking|exercise)"
    r"|make sure|do not (?:use|take|start|stop))\b",
)
"""A sentence that tells people what to do."""

ASKS_RESEARCH = any_case(
    r"\b(?:(?:future|further|more|larger|later|next|new|other|subsequent|independent|additional"
    r"|follow-up) (?:\w+ ){0,2}?(?:work"
    r"|stud(?:y|ies)|research|trials?|analys[ei]s|investigations?)|research(?:ers)? should|to be (?:studied|tested"
    r"|confirmed|replicated"
    r"|measured|repeated|investigated)|be (?:studied|tested|confirmed|replicated|repeated|investigated|examined"
    r"|verified"
    r"|validated|measured"
    r"|interpreted|read|seen|taken|treated with caution|compared)|larger sample|with caution)\b",
)
"""Advice to researchers and readers of research, which is no advice to patients."""

ADVOCACY = any_case(
    r"\b(?:rather than (?:\w+ ){0,4}?(?:psychiatric|psychological|mental|psychosomatic)|(?:purely|merely"
    r"|just) (?:psychiatric|psychological"
    r"|mental|psychosomatic|in (?:the|their) (?:head|mind))|(?:all )?in (?:the|their|your) (?:head|mind)s?\b"
    r"|not (?:a )?(?:psychiatric"
    r"|psychological|psychosomatic|mental)|(?:is|as) (?:a )?(?:real|genuine|true|physical|biological"
    r"|organic)(?: \w+)? (?:disease|illness"
    r"|disorder|condition)|vindicat\w+|gaslight\w*|dismissed by|long (?:been )?(?:suspected|ignored|neglected"
    r"|dismissed|denied)"
    r"|what patients have (?:long |always )|(?:doctors|psychiatrists) (?:who|have) (?:\w+ ){0,3}?(?:dismiss|ignore"
    r"|deny|denied|refuse)\w*"
    r"|unhelpful (?:beliefs|thoughts|cognitions)|false illness beliefs|psychosomatic|somati[sz]ation|hysteri\w+"
    r"|malinger\w*"
    r"|attention[ -]seeking|fear of (?:exercise|activity)|scandal\w*|shameful|outrage\w*|ignored for (?:years"
    r"|decades)"
    r"|deserve (?:better|to be|justice)|it is time (?:that|for)|must (?:now|finally|at once))\b",
)
"""Words that take a side in the field's quarrels, in either direction."""

TREATMENT_WORKS = any_case(
    r"\b(?:(?:is|are|was|were|be|proved|proves|as) (?:an? |the )?(?:highly |very |clearly "
    r"|potentially )?(?:effective|successful|safe and effective"
    r"|beneficial|useful|helpful|valuable|powerful)(?: (?:and \w+ )?(?:treatment|therapy|drug|medicine|option"
    r"|remedy|way|in|for|against))"
    r"|(?:treatment|therapy|drug|medicine|option) (?:of choice|that works)|works (?:in|for|against|well)"
    r"|can be (?:treated|cured)"
    r"|(?:successfully|effectively) treat\w*|treats (?:the|ME|fatigue|symptoms)|cure for|remedy for"
    r"|suitable (?:treatment|for routine)"
    r"|ready for (?:use|patients|the clinic)|should become|can (?:now )?(?:diagnose|be diagnosed by"
    r"|be used to (?:treat|diagnose)))\b",
)
"""A treatment or a test said to work."""
