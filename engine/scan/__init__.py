"""A rulebook as one SQL query, for as many rows as there are.

The expression tree becomes SQL node by node (sqlglot); DuckDB or Spark runs it. SQL knows three
values too, but not what follows from all ways to fill in what is unknown: rows that it leaves
undecided go to the exact evaluator, so that each row gets what `evaluate` says.
"""
