"""Scenario tests of a rulebook, and how much of it they have seen.

Coverage of conditions counts each smallest part as true and as false where it stands
(condition coverage), leaving out what no case can reach.
"""
