"""The words we send: finding and reading the prompts, and filling them in. The texts are in `prompts/`, not in code."""
