"""What is wrong with input, as data: what is known of each mistake, where it is, how it is told.

`codes/` declares every `Code` once, with its severity and the text of its section in
docs/findings.md; `registry` lists them, `page` writes them out. A `Mistake` is known by where it
stands inside a text or a fact file; once that has a name, it is a `Finding`, whose `Place` holds
the line that is underlined. `Invalid` carries findings to whoever prints them, by `rendering`.
"""
