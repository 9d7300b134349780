"""Files made from the table of kinds: sound ones, and where in them each kind of item stands.

A file is data as YAML has it. `Wanted` is an item and a key that have to be in it; everything
else that may be left out is there or not, as Hypothesis likes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from ruamel.yaml import YAML

from engine.rulebook.kinds.files import FILES
from engine.rulebook.kinds.flows import FLOW, NODE
from engine.rulebook.kinds.keys import (
    AnyValue,
    ChoiceValue,
    EitherValue,
    ExpressionValue,
    FileKind,
    FlagValue,
    ItemKind,
    Key,
    ListValue,
    MappingValue,
    NameValue,
    NothingValue,
    NumberValue,
    Pattern,
    ReferenceValue,
    RemarkValue,
    TextValue,
    Value,
    WholeValue,
    WordValue,
    items_of,
)
from engine.rulebook.kinds.rules import GATE, RULE
from engine.rulebook.kinds.spelling import (
    DAY,
    FACT_NAME,
    FIELD_NAME,
    NAME,
    SPAN,
    THRESHOLD_NAME,
    TURN,
)

NAMES: dict[str, tuple[Any, ...]] = {
    "fact": ("shop.visits",),
    "flow": ("shops",),
    "informant": ("owner",),
    "outcome": ("yes", "no"),
    "signal": (1, "1"),
    "source": ("house",),
}
"""What the small workspace about shops has."""
TEXTS = ("Some words", "How so?", "it is: `so`", "true", "42", "it's # no comment", "word " * 40)
OWN_NAMES: dict[Pattern | None, tuple[str, ...]] = {
    None: ("house", "another", "1"),
    NAME: ("corner", "b-2"),
    FACT_NAME: ("shop.visits", "shop.extra"),
    FIELD_NAME: ("day", "sold"),
    THRESHOLD_NAME: ("few", "often"),
}
ASSUMED: dict[str, Any] = {
    "boolean": True,
    "integer": 1,
    "number": 0.5,
    "share": "1/3",
    "enumeration": "one",
    "set": ["one"],
}


START = {"id": "look", "kind": "step", "title": "Look around", "to": "good"}


@dataclass(frozen=True)
class Wanted:
    """A key of a kind of item in a kind of file."""

    file: FileKind
    item: ItemKind
    key: Key

    def __str__(self) -> str:
        return f"{self.file.title}: {self.item.title}: {self.key.name}"

    def within(self, value: Value) -> bool:
        """Whether the item can stand in a value."""
        return any(one is self.item for one in items_of(value))


def wanted() -> Iterator[Wanted]:
    """Every key of every item of every file, each once."""
    for file in FILES:
        items = {id(item): item for item in items_of(file.root)}
        for item in items.values():
            yield from (Wanted(file, item, key) for key in item.keys)


@st.composite
def files(draw: DrawFn, want: Wanted) -> dict[str, Any]:
    """A sound file that has what is wanted."""
    found = draw(_item(want.file.root, want))
    if want.file is GATE:
        _let_columns_fit(found, want)
    if want.file is FLOW:
        found["nodes"] = [*found["nodes"], dict(START)]
    return found


def _let_columns_fit(gate: dict[str, Any], want: Wanted) -> None:
    """Rules have `columns` and `needs` where the gate has `at_least`, and `when` elsewhere."""
    rules = gate["rules"]
    if want.item is RULE and want.key.name == "when":
        gate.pop("at_least", None)
    elif any("columns" in rule for rule in rules) or want.key.name == "needs":
        gate.setdefault("at_least", 1)
    for rule in rules:
        if "at_least" not in gate:
            rule.pop("needs", None)
        elif "when" in rule:
            rule["columns"] = [rule.pop("when")]


@st.composite
def _item(draw: DrawFn, kind: ItemKind, want: Wanted) -> dict[str, Any]:
    """An item; where it is the wanted one, the wanted key is in it."""
    musts = [key for key in kind.keys if _leads(kind, key, want)]
    word = draw(st.sampled_from(_deciding(kind, musts)))
    ways = [way for way in kind.ways if all(key.name in way for key in musts)] or kind.ways
    way = draw(st.sampled_from(ways)) if ways else ()
    found: dict[str, Any] = {}
    for key in kind.keys:
        fits = key.name in way or not any(key.name in one for one in kind.ways)
        needed = key.required or key in musts or key.name in way or _may_be(key, draw)
        if fits and needed and (not key.goes_with or word in key.goes_with):
            found[key.name] = draw(_under(kind, key, word, want))
    if found.get("assume", "") is None:
        del found["assume"]
    if "means" in found and "values" in found:
        found["means"] = {str(one).lower(): "Some words" for one in found["values"]}
    return found


def _may_be(key: Key, draw: DrawFn) -> bool:
    """A constraint `each` of which is no list of records is not read on: that is not for chance."""
    return key.name != "each" and draw(st.booleans())


def _leads(kind: ItemKind, key: Key, want: Wanted) -> bool:
    """Whether a key is the wanted one, or leads to the item that has it."""
    return key is want.key if kind is want.item else want.within(key.value)


def _deciding(kind: ItemKind, musts: list[Key]) -> tuple[str, ...]:
    """The words that the key which decides what the item is may have."""
    decides = next((key.value for key in kind.keys if key.name in ("type", "kind")), None)
    words = decides.words if isinstance(decides, ChoiceValue) else ("",)
    bound = [key.goes_with for key in musts if key.goes_with]
    found = tuple(word for word in words if all(word in fitting for fitting in bound))
    if any(key.name == "assume" for key in musts):
        return tuple(ASSUMED)
    return found


def _under(kind: ItemKind, key: Key, word: str, want: Wanted) -> st.SearchStrategy[Any]:
    """What stands under a key; some of them hang together with the rest of the item."""
    match key.name:
        case "type" | "kind":
            return st.just(word)
        case "values":  # a list of none is taken for none at all
            return st.sampled_from([["one"], ["one", 2, True]])
        case "range":
            return st.sampled_from([[0, 60], [0.5, None], [None, "1/3"]])
        case "means":  # of true; every value of a list has words of its own
            return st.sampled_from(TEXTS)
        case "assume":
            return st.just(ASSUMED.get(word))
        case "start":
            return st.just(START["id"])
        case "to" if kind is NODE:
            return st.just("look") if word == "step" else st.just({"yes": "look", "no": "look"})
        case _:
            return _value(key.value, want)


def _value(value: Value, want: Wanted) -> st.SearchStrategy[Any]:
    match value:
        case ItemKind():
            return _item(value, want)
        case ListValue():
            least = 1 if want.within(value.of) else 0
            return st.lists(_value(value.of, want), min_size=least, max_size=2)
        case MappingValue():
            names = st.sampled_from(OWN_NAMES[value.names])
            least = 1 if want.within(value.of) else 0
            return st.dictionaries(names, _value(value.of, want), min_size=least, max_size=2)
        case EitherValue():
            options = [one for one in value.options if want.within(one)] or value.options
            return st.one_of([_value(one, want) for one in options])
        case _:
            return st.sampled_from(_plain(value))


def _plain(value: Value) -> tuple[Any, ...]:
    """Some values of a kind that has no parts."""
    match value:
        case TextValue(like=Pattern() as pattern):
            return {
                TURN: ("high to low",),
                DAY: ("2024-02-29",),
                SPAN: ("18 months", "1 day", "2 years"),
            }[pattern]
        case TextValue(filled=True):
            return (*TEXTS, "It had {shop.visits} visits.")
        case TextValue() | RemarkValue():
            return TEXTS
        case NameValue():
            return ("good", "b-2", "_c")
        case WordValue():
            return ("one", "two", 3, True)
        case NumberValue():
            return (3, 0.5, "1/3")
        case WholeValue():
            return (1, 2)
        case FlagValue():
            return (True, False)
        case ExpressionValue():
            return ("shop.open_late", "shop.visits > 3 and not shop.open_late")
        case ChoiceValue():
            return value.words
        case ReferenceValue():
            return NAMES[value.to]
        case NothingValue():
            return (None,)
        case AnyValue():
            return (3,)
        case _:
            raise TypeError(value)


def written(data: Any) -> str:
    """A file as YAML."""
    stream = StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.default_flow_style = False
    yaml.representer.ignore_aliases = lambda _: True
    yaml.dump(data, stream)
    return stream.getvalue()


def places(value: Value, data: Any, item: ItemKind) -> Iterator[dict[str, Any]]:
    """Every place in a file where an item of a kind stands."""
    if value is item and isinstance(data, dict):
        yield data
    match value, data:
        case ItemKind(), dict():
            for key in value.keys:
                if key.name in data:
                    yield from places(key.value, data[key.name], item)
            beside = {name: one for name, one in data.items() if value.find(name) is None}
            if value.rest is not None:
                yield from places(value.rest, beside, item)
        case ListValue(), list():
            for one in data:
                yield from places(value.of, one, item)
        case MappingValue(), dict():
            for one in data.values():
                yield from places(value.of, one, item)
        case EitherValue(), _:
            for option in value.options:
                yield from places(option, data, item)
        case _:
            return


def wrong_shapes(value: Value) -> list[Any]:
    """Values of a shape that `value` never has."""
    match value:
        case AnyValue():
            return []
        case ItemKind() | MappingValue():
            return ["word", ["word"]]
        case ListValue():
            return ["word", {"a": 1}]
        case EitherValue():
            shapes = [wrong_shapes(option) for option in value.options]
            return [one for one in shapes[0] if all(one in other for other in shapes[1:])]
        case _:
            return [["word"], {"a": 1}]
