"""Pure: what rules can read out of a Document: design, participants, case definitions, the badge, limits, notices."""
