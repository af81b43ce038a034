"""Names of illnesses that are not a profile's own: a study of these, by criteria of theirs, is another field's."""

from __future__ import annotations

import re

from pipeline.text.regex import regex

__all__ = ["OTHER_ILLNESS"]

OTHER_ILLNESS = regex(
    r"\b(?:cancer|carcinoma|tumou?rs?|leuk\w+|lymphoma|diabet\w+|\w{4,}itis|stroke|asthma|COPD"
    r"|hypertension|infarction|heart failure|dementia|alzheimer\w*|parkinson\w*"
    r"|malaria|tuberculosis|HIV|pneumonia|sepsis|schizophreni\w+|epilep\w+|fractures?|infertil\w+|obesity"
    r"|kidney disease|cirrhosis|multiple sclerosis|malnutrition|pregnan\w+|lupus)\b",
    re.IGNORECASE,
)
