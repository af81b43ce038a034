"""Plain words and technical words for one thing, each group under its first word.

Only words that a summary may always put for one another in this field are here; a group never holds two things that a
paper may tell apart.
"""

from __future__ import annotations

__all__ = ["one_word"]

_SAME = """
differ differs differences difference different differed differing distinct differently
link links linked association associations associated correlation correlated correlations correlate relation \
 relations relationship related connection connected
tell reported noted described mentioned recorded documented
sex gender
doctor doctors physician physicians clinician clinicians
drug drugs medicine medicines medication medications pharmacological
test tests tested testing
effect effects influence influenced impact affect affects affected
illness disease condition disorder ill sick sickness
stool faecal fecal faeces
gut intestinal intestine gastrointestinal bowel
walking gait walk walked walks
rise increase increased increases rose raised elevated elevation
fall decrease decreased decreases fell reduced reduction decline declined declines drop reduce weaken weakened
woman women female females
man men male males
child children paediatric pediatric adolescents adolescent
safe safety harm harms toxicity adverse harmed harmful
adjust adjusted adjustment adjustments corrected correction
cause causes caused causal causing
tired tiredness fatigue fatigued exhausted exhaustion
control controls healthy
finish finished complete completed finishes completes
leave left withdrew withdrawn withdraw withdrawal withdrawals discontinued
guide guides guided inform informs informed
exclude excluded excludes rule ruled
error errors mistake mistakes
brain cerebral
lung lungs pulmonary respiratory
heart cardiac
muscle muscles muscular
liver hepatic
kidney kidneys renal
blood haematological
nerve nerves neural neuronal
think thinking cognition cognitive
start baseline beginning outset began begins begin started starts opens opened
end ends ended close closes closed finished
home homes house
housebound bedbound bedridden
dizzy dizziness
paracetamol acetaminophen
online internet web
age ages aged older younger
keyhole laparoscopic laparoscopy laparoscopically
marker markers biomarker biomarkers
sleep asleep sleeping
pain pains painful
job jobs employment employed
school education schooling
mood depression depressive depressed
memory recall remember remembered
reveal reveals revealed
unwell worse worsening worsened worsens deteriorated deterioration
better improved improvement improve improves improving
recover recovered recovery recovers recovering
placebo dummy sham
infection infections infected infectious
vaccine vaccines vaccination vaccinated
standing upright orthostatic stand stands stood tilted tilt
fluid liquor
spine spinal
check checked checks verify verified verifies confirm confirmed confirms
inherited genetic heritable
gene genes
death deaths died mortality mortal
common frequent prevalent commoner
rare uncommon infrequent
old age aged
severity severe severely
mild mildly
survey questionnaire questionnaires
search searched searches
doubt uncertain uncertainty
help helped helps benefit benefits benefited beneficial
allele alleles variant variants
prognosis outlook
virus viral viruses
alter altered alters change changed changes changing
reaction reactions react reacts reacted reacting
return returned returns back
explore explored explores investigate investigated investigates examine examined studied assessed evaluated
release released releases secrete secreted secretes secretion
marker markers biomarker biomarkers
researcher researchers investigator investigators
"""
_CANON = {word: group.split()[0] for group in _SAME.strip().splitlines() for word in group.split()}


def one_word(word: str) -> str:
    """The first word of the group that `word`, in small letters, belongs to; itself where it belongs to none."""
    return _CANON.get(word, word)
