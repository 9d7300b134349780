"""A flow as one page that asks and decides in a browser, without a server.

The rulebook goes in as JSON: its trees (`trees`), its decision diagram (R. Bryant 1986, see
`compile`), its wording. What reads it is hand-written JavaScript in `js`: Kleene's logic over the
trees, the diagram for what can still come out, and for numbers that are tied to each other the
simplex method over exact fractions (B. Dutertre and L. de Moura, "A Fast Linear-Arithmetic Solver
for DPLL(T)", 2006). Where that does not tell, the page says incomplete: it never settles what
`evaluate` leaves open.
"""
