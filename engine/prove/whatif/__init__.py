"""The fewest facts whose change gives another verdict.

Implicit hitting sets (E. Moreno-Centeno, R. Karp, Operations Research 61, 2013): guess the
smallest set that meets every unsatisfiable core so far; a refuted guess gives another core.
Open facts are universal, by counterexample-guided instantiation (M. Janota et al., Solving
QBF with Counterexample Guided Refinement, SAT 2012).
"""
