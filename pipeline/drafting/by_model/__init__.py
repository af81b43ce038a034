"""Drafts by a language model: what a reply is worth, what can be saved of it, and the Draft that is made of it."""
