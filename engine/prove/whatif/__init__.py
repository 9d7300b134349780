"""The fewest facts whose change gives another verdict.

A solver is asked for at most so many switches that are on, one more each time nothing is found.
Open facts are universal: each guess is refined by counterexamples (M. Janota et al., "Solving
QBF with Counterexample Guided Refinement", SAT 2012). The fewest facts that force a verdict are
found by implicit hitting sets (E. Moreno-Centeno, R. Karp, Operations Research 61, 2013).
"""
