"""What a vocabulary can be wrong with."""

from __future__ import annotations

from ..code import Code

BAD_KEY = Code(
    "bad-key",
    """
    The key of a list of records is no field that holds whole numbers, so that it cannot order them.
    """,
    wrong="key: years",
    right="key: year",
)

BAD_QUESTION = Code(
    "bad-question",
    """
    `under` does not name the question that brings a sighting up. Only what counts as not seen until
    somebody tells of it (`assume`) is heard under another question, and that one has to be asked
    for.
    """,
    wrong="visa.had_to_fight: {type: boolean, ask: .., assume: false, under: visa.had_to_fight}",
    right="visa.had_to_fight: {type: boolean, ask: .., assume: false, under: visa.handler}",
)

BAD_RATING = Code(
    "bad-rating",
    """
    `shown_by` names the facts that show what somebody rates, so that cases can be ranked by them
    where all else is equal. It goes with a `weight`, and its facts are numbers, or true or false:
    of these more is better.
    """,
    wrong="drivers.record: {type: integer, ask: .., weight: 90, shown_by: [program.setting]}",
    right="drivers.record: {type: integer, ask: .., weight: 90, shown_by: [history.img_share]}",
)

BAD_TESTIMONY = Code(
    "bad-testimony",
    """
    What a fact says of testimony does not go with its type. A `testimony` list needs a text field
    `who`. `combine: any` goes with what is true or false, with sets, and with a list of words of
    which one is assumed; `combine: all` only with what is true or false. `stale_after` names a
    date or a year.
    """,
    wrong="visa.handler: {type: enumeration, values: [office, nobody], ask: .., combine: any}",
    right="visa.had_to_fight: {type: boolean, ask: .., combine: any}",
)

DERIVATION_CYCLE = Code(
    "derivation-cycle",
    "A fact is derived from itself, straight away or through others.",
    wrong="derive: 1 - intake.foreign_share     # of intake.foreign_share",
    right="derive: sum(intake.classes.foreign) / sum(intake.classes.size)",
)

DERIVATION_TOO_LONG = Code(
    "derivation-too-long",
    """
    More than 150 facts are derived each from the one before. No rulebook that people read needs
    that, and such a chain can exhaust the machine. Where a number grows year by year, state a
    list of records and sum over it. Nor may derivations multiply more than 64 facts with each
    other: a square of a square of a square soon has more digits than a machine can hold.
    """,
    wrong="""
    count.day_1: {type: integer, derive: count.day_0 + 1}
    # and so on, up to count.day_151
    """,
    right="count.days: {type: integer, derive: count(visits.list)}",
)

NO_VOCABULARY = Code(
    "no-vocabulary",
    "No file under `rules/` has the key `facts`. Without a vocabulary no name can be checked.",
    wrong="""
    fact:
      hospital.name: {type: text, ask: Which hospital is this?}
    """,
    right="""
    facts:
      hospital.name: {type: text, ask: Which hospital is this?}
    """,
)

UNKNOWN_INFORMANT = Code(
    "unknown-informant",
    "Someone to ask is not listed under `informants:`.",
    wrong="whom: [residant]",
    right="whom: [resident]",
)

UNKNOWN_TYPE = Code(
    "unknown-type",
    """
    A type is none of `boolean`, `integer`, `number`, `share`, `enumeration`, `set`, `text`, `date`,
    `records`.
    """,
    wrong="type: string",
    right="type: text",
)
