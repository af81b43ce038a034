"""All signs of a study's design with their cues.

A sign is looked for in the title (three times its weight), in what the paper says of itself in short (twice) and in
the methods (once). The cues follow the reporting guides of each design (CONSORT, STROBE, PRISMA, CARE, COREQ, STARD,
TRIPOD, ARRIVE, STREGA, SPIRIT).
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.reading import (
    signs_of_documents,
    signs_of_laboratory,
    signs_of_observation,
    signs_of_reviews,
    signs_of_trials,
)
from pipeline.reading.design_cues import Cue, Sign

__all__ = ["SIGNS", "Cue", "Sign"]

SIGNS: Mapping[Sign, tuple[Cue, ...]] = {
    **signs_of_documents.SIGNS,
    **signs_of_reviews.SIGNS,
    **signs_of_laboratory.SIGNS,
    **signs_of_trials.SIGNS,
    **signs_of_observation.SIGNS,
}
