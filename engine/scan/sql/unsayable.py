"""What SQL cannot say exactly."""

from __future__ import annotations


class Unsayable(Exception):  # noqa: N818 - says what becomes of the rows
    """There is no exact SQL for something; the rows that hang on it go to the evaluator."""
