"""Exactness: whether some way to fill in what is open leads somewhere.

Conditions become two terms each (`encode`: when true, when false), and a flow the terms of its
walks (`walks`). A term is solver-agnostic (`logic`). An `oracle` decides whether terms can hold
together by lazy satisfiability modulo theories: a SAT solver (CaDiCaL: A. Biere et al., 2024)
over cells of numbers (`clauses`, `ladder`), and z3 for what ties numbers to each other
(`theory`). Effort is counted, not timed. What is left undecided counts as possible.
"""
