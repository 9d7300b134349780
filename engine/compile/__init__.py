"""A flow compiled: one reduced decision diagram over the cells of its facts.

`diagram` is the structure, `cells` what its variables can be, `build` makes it from the terms of
`solve.walks`, which are written once for every host of the finite core; `reading` reads it for
one case: which verdicts can still be reached, and the influence of a question. A diagram says no
more than its cells do. Whether cells that are tied to each other can be real together is asked of
`solve`, so that `prospect` calls nothing open that is settled, nor settled that is open. Where a
diagram grows too large, or a rule is about something that has no cells, `solve` answers alone.
"""
