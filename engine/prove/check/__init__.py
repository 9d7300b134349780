"""Proofs about a whole rulebook: rules that never decide, constraints that exclude each other.

Shadowing is told with a minimal unsatisfiable subset of the rules above, found by deletion
(J. Marques-Silva, Minimal Unsatisfiability, ISMVL 2010).
"""
