"""Document and facts -> Draft, and the page on which a person reads it."""
