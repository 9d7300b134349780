"""One case: its facts from JSON or Python, what follows from them, what is open.

Derived facts are worked out in topological order of what they are derived from; those
given directly have to agree with that within the digits given.
"""
