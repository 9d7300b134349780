"""All cases of a rulebook at once, and one case with what may be changed in it.

Counterexamples are shrunk by leaving out and simplifying facts while they still serve
(delta debugging: A. Zeller, R. Hildebrandt, IEEE TSE 28, 2002).
"""
