"""What is known before any case: facts, rules, gates and flows, read from files and checked.

Files become trees with places, trees become a `model.Book`; what is wrong on the way is
collected. A flow is a networkx graph (`graph`); what it means is in `reach`.
"""
