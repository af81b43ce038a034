"""What the paper's page shows, worked out of a dossier. Pure: no request, no response, no markup.

`page` puts together what the files beside it work out: one idea each.
"""
