"""Who said what of a case, and what becomes of it where voices differ.

`read` takes statements from the records of testimony lists; `combine` makes of those about one
fact a value or the values between which it is contested: firsthand before hearsay, an origin
counted once, a later talk in place of an earlier one. Nothing is weighed: with three voices
nobody could defend the numbers.
"""
