"""The language of conditions: text to expression tree and back, its types and its meaning.

Parsing is LALR(1) (lark). The meaning is strong Kleene logic over exact rationals: a
condition is true, false or unknown (S. C. Kleene, Introduction to Metamathematics, 1952,
section 64). Everything else in the engine is a reading of the tree in `tree`.
"""
