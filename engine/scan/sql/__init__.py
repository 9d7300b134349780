"""From the expression tree to SQL: each node one expression, in SQL's own three values.

SQL's NULL under AND, OR and NOT is Kleene's unknown. Numbers are decimals of a known scale, so
that every comparison is exact; a division is multiplied out. What SQL cannot say exactly is
refused (`Unsayable`), and rows that hang on it are left to the exact evaluator.
"""
