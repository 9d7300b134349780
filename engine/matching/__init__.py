"""Which rules hold for a case: one contract, durable_rules behind it, and a compiled matcher.

durable_rules is a Rete network (C. Forgy, Rete, Artificial Intelligence 19, 1982) in C.
It has two truth values and no negation, so each condition is compiled to two rules in
negation normal form, one that fires when it certainly holds and one when it cannot.
"""
