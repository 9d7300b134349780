"""What holds of every case: dead rules, promises, the meaning of an edit, the smallest flip.

All proofs compile the rulebook to terms, assume what cannot be otherwise, ask, and decode
what comes back (the stages of Cedar's symbolic compiler); each counterexample is run
through the ordinary evaluation before it is told.
"""
