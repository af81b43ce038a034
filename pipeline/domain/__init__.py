"""The frozen records, in reading order: identity paper document prompt draft report facts profile."""
