"""From a case to a decision: the walk through the flow, its trace, and what is missing.

Kleene's logic first; only where it leaves several answers is `solve` asked, so that a
gate is open exactly when completions of the case really give it different outcomes.
"""
