"""Settle what every name in a tree is, and check that types go together.

A bare word beside an enumeration or a set is one of its values, inside `where`
a field of the record, and elsewhere a threshold. Facts are dotted. Types are checked both
ways (bidirectional typing): a side whose type is known tells what is expected of the other.
"""

from .resolver import Resolved, Scope
from .table import compatible, resolve

__all__ = ["Resolved", "Scope", "compatible", "resolve"]
