"""Every kind of file and every key in it: the one table that says what a file may hold.

The readers (in `rulebook` and `scenario`), the JSON Schemas and the formatter (in `author`) and
the sorting of files by their keys (`rulebook.load`) all go by it. A new key is one entry here
and the code that means something by it: `rules` has what stands under `rules/`, `flows` what
stands under `flows/`, `cases` tests and the facts of a case; `files` says which file is what.
"""
