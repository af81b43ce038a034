"""The review desk in a browser: server-rendered pages that work without JavaScript.

`app` names every address, `view` works out what the page of a paper shows, `acts` is what forms do, `doors` is who may
come in.
"""
