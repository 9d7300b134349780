"""Many programs at once: from fact files, folders and tables of common formats, and the way back.

A program is the data of a fact file, wherever it came from, so that nothing above this package
needs to know. No row is lost: each becomes a program or a `Reject` that says why.
"""
