"""The review desk without a screen: what the browser's pages and the command line both call.

`dossier` shows, `deciding` decides, `standing` says what is true of a paper beside what people said.
"""
