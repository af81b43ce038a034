"""Cues of treatments given: assigned how, to whom, against what."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.reading.design_cues import PEOPLE, TREATMENT, Cue, Sign, cues

__all__ = ["SIGNS"]

SIGNS: Mapping[Sign, tuple[Cue, ...]] = {
    Sign.ASSIGNED: cues(
        (
            (
                r"\b(?:study|experimental|intervention) group\b[^.;]{0,40}\b(?:were|was) (?:shown|given|taught|offered"
                r"|treated|asked to)\b"
                r"|\bgroup (?:I|1|A)\b[^.;]{0,20}\b(?:were|was) (?:shown|given|taught|offered|treated)\b"
            ),
            1.2,
        ),
        (
            (
                r"\b(?:clinical|controlled|randomi[sz]ed|open|pilot|phase|feasibility|treatment|intervention"
                r"|double-blind|placebo-controlled|cross-?over) (?:\w+[ -]?){0,3}trial\b"
            ),
            1,
        ),
        (r"\btrial\b", 0.4),
        (
            (
                r"\bopen[ -]?label\b|\bphase (?:I{1,3}|[1-4])[ab]?\b|\bplacebo\b|\bsham\b|\bdummy (?:tablets?"
                r"|pills?)\b|\bdouble-? ?blind|\bsingle-? ?blind"
            ),
            1,
        ),
        (
            PEOPLE
            + (
                r"\b[^.]{0,40}\b(?:received|took(?! part)|swallowed|were given|was given|were treated with"
                r"|was treated with"
                r"|underwent (?:a |an )?(?:\w+ ){0,3}(?:training|programme|program|treatment|therapy|stimulation)|got"
                r"|injected|were offered|attended|practi[sc]ed|followed a (?:diet|programme"
                r"|program))\b(?! (?:a )?(?:diagnos|questionnaire|letter|invitation|care at))"
            ),
            0.9,
        ),
        (
            (
                r"\b(?:before and after|pre-? and post-?|start and end of) (?:the )?(?:treatment|therapy|intervention"
                r"|programme|program|course|training|infusion)"
            ),
            0.8,
        ),
        (
            (
                r"\b(?:treatment|therapy|intervention|training|infusions?|tablets?|capsules?|supplement\w*|programme"
                r"|program|drug|dose)\b[^.]{0,50}\b(?:for (?:\w+ ){1,2}(?:days|weeks|months)|daily|weekly|twice"
                r"|every (?:day|week|two|four)|once a)"
            ),
            0.8,
        ),
        (r"\b(?:efficacy|effectiveness|safety|tolerability|feasibility) (?:and \w+ )?of\b", 0.5),
        (r"\bwere (?:allocated|assigned) to\b|\bintervention group\b|\bactive treatment\b", 0.8),
        (
            PEOPLE
            + (
                r"\b[^.;]{0,60}\b(?:received|took(?! part)|swallowed|were given|was given"
                r"|got|had|wore|used|drank|ate|did"
                r"|tried|were offered|was offered|attended|completed|started|injected|inhaled"
                r"|practi[sc]ed)\b[^.;]{0,40}\b"
            )
            + TREATMENT,
            0.9,
        ),
        (
            (
                r"\b(?:gave|offered|introduced|got|received|provided|delivered|tested|tried|administered|prescribed"
                r"|given)\b[^.;]{0,40}\b"
            )
            + TREATMENT,
            0.7,
        ),
        (
            r"\b(?:before and after|pre- and post-|at (?:the )?start and (?:at (?:the )?)?end of)\b[^.;]{0,40}\b"
            + TREATMENT,
            0.8,
        ),
        (r"\b(?:chose|chosen|preferred|declined|waited for)\b[^.;]{0,40}\b(?:usual care|" + TREATMENT + ")", 0.9),
        (
            (
                r"\b\d+(?:\.\d+)? ?(?:mg|g|µg|mcg|ml|IU|units)\b[^.;]{0,60}\b(?:was|were) (?:given|administered"
                r"|infused|injected|taken)|\bwe (?:treated|gave|administered|offered|infused)\b|\badministration of\b"
            ),
            0.9,
        ),
        (r"\b(?:put|assigned|allocated|allotted|randomi[sz]ed|sorted|drawn)\b[^.;]{0,80}\b(?:in)?to\b", 0.8),
        (
            r"\b"
            + PEOPLE
            + (
                r"\b[^.;]{0,30}\b(?:breathed|inhaled|bathed|walked|cycled|slept|fasted|meditated|rested|drank"
                r"|ate) [^.;]{0,60}\b(?:for|on|during|daily|every) (?:\w+ ){0,2}(?:days?|weeks?|months?)"
            ),
            0.8,
        ),
    ),
    Sign.BY_CHANCE: cues(
        (r"(?<!not )(?<!non-)(?<!non )(?<!mendelian )(?<!without )(?<!un)\brandomi[sz](?:ed|ation|ing|e)\b", 1),
        (
            (
                r"\brandomly (?:allocated|assigned|divided|distributed|split|put)|\b(?:allocated|assigned"
                r"|divided) (?:at random|randomly|by chance|by lot|by lottery|by coin|by computer)"
            ),
            1.4,
        ),
        (
            (
                r"\bby (?:lot|lottery|chance|the toss of a coin|coin|tossing|drawing)\b|\bdrew lots\b"
                r"|\bsealed envelopes?\b|\bcoin (?:toss|flip)|\b(?:computer-generated|random) (?:list|sequence|numbers"
                r"|allocation|order)\b|\b(?:sequence|order|allocation) (?:was|were) (?:at )?random"
            ),
            1.4,
        ),
        (r"\blists? of random\b|\brandom[- ]numbers?\b", 1.4),
        (r"\b(?:computer|list|dice|lottery|coin|envelopes?)\b[^.]{0,40}\b(?:decided|determined|settled|chose)", 1.2),
        (r"\b(?:nobody|no ?one|none|never|not|without|neither|non)\b[^.;]{0,25}\brandomi[sz]\w*|\bunrandomi[sz]ed", -3),
        (
            (
                r"\bunits? of randomi[sz]ation|\bminimi[sz]ation\b|\b1:1\b|\bby the (?:fall|flip|draw)|\bdrawn (?:lots"
                r"|at random|by lot)|\bchance (?:decided|determined)|\bhalf (?:of (?:them|whom) )?(?:at random|by lot)"
            ),
            1.2,
        ),
        (r"\bat random\b(?! (?:sample|intervals))", 1),
        (
            (
                r"\b(?:dice|die|ballot|raffle|deck of cards|chance alone|left to chance|block randomi[sz]ation"
                r"|factorial)\b|\bratio of (?:one|two|1|2) to (?:one|1)\b|\bby (?:a )?(?:computer|random[- ]number)\b"
            ),
            1.2,
        ),
    ),
    Sign.NOT_BY_CHANCE: cues(
        (
            (
                r"\bhistorical(?:ly)? control\w*|\bcompared with\b[^.;]{0,60}\b(?:treated|seen|admitted|cared for)\b"
                r"[^.;]{0,40}\b(?:before|earlier|previously|in (?:19|20)\d\d)"
            ),
            1.3,
        ),
        (r"\b(?:not|non|non-|without|un)[ -]?randomi[sz]\w*", 2),
        (
            (
                r"\b(?:own (?:choice|preference|wish)|by (?:choice|preference|site|centre|hospital|date|clinic)"
                r"|chose (?:between|which|whether|to)|preferred|according to (?:their )?(?:choice|preference|site"
                r"|hospital|where))"
            ),
            1,
        ),
        (r"\b(?:historical|concurrent|matched|waiting|wait-list|untreated) (?:control|comparison|cohort)", 0.5),
        (
            (
                r"\bpeople from the \w+ of\b|\b(?:one|first) (?:clinic|hospital|site|town|ward)\b[^.]{0,60}\b(?:other"
                r"|second|another) (?:clinic|hospital|site|town|ward|one)?"
            ),
            1,
        ),
        (r"\b(?:alternat\w+|quasi-?(?:experiment\w*|random\w*))\b", 1),
        (r"\b(?:nobody|no ?one|none|never|neither)\b[^.;]{0,25}\brandomi[sz]\w*|\bunrandomi[sz]ed", 1.5),
        (
            (
                r"\b(?:another|other|second|neighbouring|different) (?:hospital|clinic|site|town|ward|region|county"
                r"|practice|school)\b[^.;]{0,60}\b(?:without|comparison|served|control|usual|no)\b"
            ),
            1,
        ),
        (
            (
                r"\bthose who (?:declined|refused|did not want|preferred|could not|chose)\b[^.;]{0,60}\b(?:control"
                r"|comparison|compar\w+|served)|\bserved (?:as|for) (?:the )?(?:comparison|controls?)"
            ),
            1,
        ),
        (
            (
                r"\b(?:people|patients|those|participants) (?:from|in|of|at) (?:the )?\w+ (?:of the city|ward|clinic"
                r"|site|hospital|part|region)\b"
            ),
            0.5,
        ),
        (
            (
                r"\b(?:declined|refused|not wanted|did not want|turned (?:it|this) down|not offered"
                r"|chose not)\b[^.;]{0,60}\b(?:observed|compar\w+|followed|served|control\w*)|\bchose (?:between"
                r"|themselves)|\bwhile (?:\w+ ){0,3}others\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:let|allowed|left it to|leaving it to)\b[^.;]{0,40}\b(?:choose|decide|pick)|\b(?:sister|doctor"
                r"|physician|clinician|staff|investigator|nurse|therapist|patient|parent)s? (?:chose|decided|picked"
                r"|selected)\b|\bcalled randomi[sz]ed|\bso-called randomi[sz]|\bby (?:clinical )?judge?ment"
            ),
            1.5,
        ),
    ),
    Sign.CROSSED: cues(
        (r"\bcross(?:ed)?-? ?over\b", 1.5),
        (
            (
                r"\bwash-? ?out\b|\bseparated by (?:a|an|one|two|\d+)\b[^.]{0,20}(?:pause|interval|break|weeks?"
                r"|months?|days?)|\bcounter-?balanced"
            ),
            0.9,
        ),
        (
            r"\b(?:each|every|all|the same) (?:\w+ ){0,2}(?:"
            + PEOPLE
            + r"|one|person)\b[^.]{0,50}\b(?:both|in turn|one after the other|each (?:drug|treatment|condition))\b",
            1.2,
        ),
        (
            (
                r"\b(?:both|two|three) (?:treatments|drugs|conditions|periods)\b[^.]{0,60}\b(?:order|sequence|turn)"
                r"|\b(?:order|sequence) (?:of|was|were|being)\b[^.]{0,30}\brandom"
                r"|\b(?:received|took|had|wore|used)\b[^.]{0,60}\band\b[^.]{0,60}\b(?:each|in (?:random )?order"
                r"|in turn|sequence)"
            ),
            1,
        ),
        (
            (
                r"\b(?:changed over|switched (?:to the other|over)|swapped (?:to|treatments)|then the other"
                r"|crossing over|two periods|both orders|order was reversed)\b"
                r"|\beach (?:of (?:the )?)?\w+ ?\w*\b[^.;]{0,40}\b(?:and|then)\b[^.;]{0,40}\b(?:order|sequence)\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:each|every|all)\b[^.;]{0,40}\b(?:active and (?:sham|placebo|dummy|inactive)"
                r"|both (?:the )?\w+ and|drug and placebo|placebo and)\b"
            ),
            0.8,
        ),
        (
            (
                r"\bfor (?:\w+ )(?:days|weeks|months?)\b[^.;]{0,30}\b(?:and|then)\b[^.;]{0,40}\bfor (?:\w+ )(?:days"
                r"|weeks|months?)\b|\bin an order\b|\border (?:was )?(?:set|drawn|chosen)"
            ),
            0.9,
        ),
    ),
    Sign.ARMS: cues(
        (
            (
                r"\bdivided (?:in)?to (?:two|three|four) (?:equal )?groups\b"
                r"(?! (?:according|based|by|depending|on the basis))"
                r"|\bgroup (?:II|2|B)\b[^.;]{0,60}\b(?:not|no|without)\b[^.;]{0,20}\b(?:shown|given|taught|any)\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:while|whereas) (?:the )?(?:patients|those|people|adults|children|adolescents"
                r"|participants|others)\b"
                r"[^.;]{0,90}\b(?:received|got|had|continued|were given|were offered|were treated)\b"
            ),
            1.2,
        ),
        (
            (
                r"\bhistorical(?:ly)? control\w*|\bcompared with\b[^.;]{0,60}\b(?:treated|seen|admitted|cared for)\b"
                r"[^.;]{0,40}\b(?:before|earlier|previously|in (?:19|20)\d\d)"
            ),
            1.3,
        ),
        (
            (
                r"\b(?:control|comparison|untreated|placebo|waiting[ -]list|wait-?list|usual[ -]care|standard[ -]care"
                r"|intervention|treatment) (?:group|arm)s?\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:two|three|both|the|four) (?:treatment |study |parallel )?arms\b|\bplacebo\b"
                r"|\bversus usual care\b|\busual care\b|\bwait(?:ing)?[ -]?list\b|\bsham\b"
            ),
            1,
        ),
        (
            (
                r"\bdid not (?:get|receive|take|have) (?:it|the|any|this)?\b|\b(?:or|versus|vs\.?) (?:no treatment"
                r"|nothing|standard|usual|advice)\b"
            ),
            1,
        ),
        (
            (
                r"\b(?:without it|served (?:as|for) (?:the )?(?:comparison|controls?)|for comparison|who waited"
                r"|no programme|untreated)\b"
            ),
            1,
        ),
        (r"\bwhile (?:\w+ ){0,2}(?:others|the other|the rest)\b|\bthe other (?:half|group|arm|people)\b", 0.8),
        (
            (
                r"\b(?:ward|clinic|site|hospital|school|town|practice) \w+\b[^.;]{0,60}\b(?:ward|clinic|site|hospital"
                r"|school|town|practice) \w+\b[^.;]{0,30}\b(?:none|not|nothing|usual|without)\b"
            ),
            1.2,
        ),
    ),
    Sign.NO_COMPARATOR: cues(
        (
            (
                r"\b(?:no|without(?: a| any)?|lack of(?: a)?|absence of(?: a)?) (?:\w+ )?(?:control|controls"
                r"|comparator|comparison|placebo)\b"
            ),
            1.5,
        ),
        (
            (
                r"\b(?:uncontrolled|single[ -]arm|one[ -]arm|single[ -]group|before-?(?:and-?)?after|open (?:study"
                r"|pilot)|pre-?post)\b"
            ),
            1.5,
        ),
        (
            (
                r"\b(?:all|every(?:one|body)?|each) (?:\w+ ){0,3}(?:received|took|got|were given|was given"
                r"|were treated|had) "
            ),
            0.7,
        ),
        (r"\b(?:before and after|pre- and post-|at (?:the )?start and (?:at (?:the )?)?end)\b", 0.8),
        (r"\b(?:nobody|no one|none) (?:was |were )?(?:randomi[sz]ed|compared)|\bdose[- ]escalation\b", 0.8),
        (
            (
                r"\b(?:everybody|everyone|all (?:of them|patients|participants)|each (?:patient"
                r"|participant))\b[^.;]{0,30}\b(?:received|took|got|was given|were given|was treated|were treated"
                r"|had)\b|\bbefore and after(?:wards)?\b|\bbeforehand and afterwards\b"
                r"|\bbefore\b[^.;]{0,30}\bafterwards\b"
            ),
            0.8,
        ),
        (r"\b(?:first and (?:on )?(?:the )?last|beginning and end|start and (?:at the )?end)\b", 0.6),
    ),
}
