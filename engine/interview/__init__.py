"""Asking: an interview line by line, a call sheet, and worksheets, each ending in a fact file.

A question is a fact that a person can be asked for, with the sightings that would come up under
it. Which questions still matter, and which is the best, is told by `compile`; here stand what an
answer means (`answers`), how it gets into the file with all else left as it is (`edit`, `notebook`)
and what is said in return (`session`). Nothing here prints or reads a terminal.
"""
