"""The frame of a page that stands alone: head, policy, contents, picture, sections, footer."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from xml.etree import ElementTree

from .markup import Markup, Part, tag
from .words import anchor

ADVICE = "The rules are one article's reading of the matter. They are no legal advice."


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page that the contents can lead to; left out where it has no body."""

    id: str
    title: str
    body: Part


def document(title: str, header: Part, svg: str, sections: Iterable[Section], hash_: str) -> str:
    """A whole page: the picture first, then the sections, then the hash of the rulebook.

    `svg` is the picture as this package draws it; everything else is text and is
    escaped. The page has no script. Its policy lets nothing load and no style apply
    but its own and the picture's.
    """
    drawing = svg[svg.index("<svg") :].strip()
    shown = [Section("picture", "The picture", _picture(Markup(drawing)))]
    shown += [one for one in sections if one.body]
    body = tag(
        "body",
        tag("a", f"Skip to: {shown[1].title}", href=f"#{anchor(shown[1].id)}", class_="skip"),
        tag("header", header),
        _contents(shown),
        tag("main", [_section(one) for one in shown]),
        tag("footer", tag("p", ADVICE), tag("p", "Rulebook: ", tag("code", hash_))),
    )
    return "<!doctype html>\n" + tag("html", _head(title, drawing), body, lang="en").html


def _head(title: str, drawing: str) -> Markup:
    own = files(__package__).joinpath("report.css").read_text(encoding="utf-8")
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(own, *_styles(drawing))),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", Markup(own)),
    )


def _policy(*styles: str) -> str:
    """A Content-Security-Policy under which only these styles do anything."""
    digests = (b64encode(sha256(style.encode()).digest()).decode() for style in styles)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return f"default-src 'none'; style-src {allowed}; base-uri 'none'; form-action 'none'"


def _styles(drawing: str) -> Iterator[str]:
    """The text of each style element of the picture, as a browser reads it."""
    for element in ElementTree.fromstring(drawing).iter():
        if str(element.tag).endswith("style"):
            yield "".join(element.itertext())


def _contents(sections: Iterable[Section]) -> Markup:
    links = (tag("li", tag("a", one.title, href=f"#{anchor(one.id)}")) for one in sections)
    return tag("nav", tag("ul", links), aria_label="Contents")


def _section(one: Section) -> Markup:
    heading = tag("h2", one.title, id=anchor(one.id, "title"))
    return tag(
        "section", heading, one.body,
        id=anchor(one.id), class_=f"part-{one.id}", aria_labelledby=anchor(one.id, "title"),
    )  # fmt: skip


def _picture(drawing: Markup) -> Markup:
    """The drawing in a frame that scrolls, with the mouse or the keyboard, where it is too wide."""
    frame = tag("div", drawing, class_="frame", role="region", tabindex="0", aria_label="Flowchart")
    hint = tag("span", "Scroll sideways to see all of it. ", class_="narrow")
    said = tag("p", hint, "The next section says the same in words.", class_="aside")
    return tag("figure", frame, said)
