"""The review desk in a browser: server-rendered pages that work without JavaScript.

`app` names every address, `view` works out what a page shows, `acts` is what forms do, `doors` who may come in.
"""
