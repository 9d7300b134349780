"""What an edit changes: two rulebooks over one set of facts, in one formula.

A product program (G. Barthe, J. M. Crespo, C. Kunz, Relational Verification Using Product
Programs, FM 2011): unsatisfiable iff no case gets different verdicts. Differences are told
as regions, each excluded before the next is looked for. What makes them is a smallest set of
edits, found by deletion and by size (minimal unsatisfiable subsets, by evaluation).
"""
