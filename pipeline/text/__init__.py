"""Pure functions on text: normalize (with offset map), sentences, align, numbers, wording, language."""
