"""Exactness: whether some way to fill in what is open leads somewhere.

Conditions become two terms each (when true, when false); z3 decides them by DPLL(T) over
linear arithmetic (L. de Moura, N. Bjørner, Z3: An Efficient SMT Solver, TACAS 2008).
Effort is counted, not timed. What z3 leaves undecided counts as possible.
"""
