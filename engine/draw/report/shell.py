"""The frame of a page that stands alone: head, policy, contents, picture, sections, footer."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from xml.etree import ElementTree

from ...present import phrases
from ...rulebook.model import Book
from .markup import Markup, Part, filled, tag
from .words import anchor


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page that the contents can lead to; left out where it has no body."""

    id: str
    title: str
    body: Part


def document(title: str, header: Part, svg: str, sections: Iterable[Section], book: Book) -> str:
    """A whole page: the picture first, the sections, the notice and the hash of the rulebook.

    `svg` is the picture as this package draws it; everything else is text and is
    escaped. The page has no script. Its policy lets nothing load and no style apply
    but its own and the picture's.
    """
    drawing = svg[svg.index("<svg") :].strip()
    shown = [Section("picture", phrases.PICTURE, _picture(Markup(drawing)))]
    shown += [one for one in sections if one.body]
    body = tag(
        "body",
        tag("a", phrases.skip_to(shown[1].title), href=f"#{anchor(shown[1].id)}", class_="skip"),
        tag("header", header),
        _contents(shown),
        tag("main", [section(one) for one in shown]),
        _footer(book),
    )
    return (
        "<!doctype html>\n" + tag("html", _head(title, drawing), body, lang=phrases.LANGUAGE).html
    )


def leaf(
    title: str,
    body: Part,
    book: Book,
    also: str = "sheet.css",
    script: str | None = None,
    drawing: str = "",
) -> str:
    """A page of one part: a heading, what it holds, the notice, the hash of the rulebook.

    It has the style of a file beside this one, where one is named its script, and that of a
    `drawing` in it.
    """
    code = _file(script) if script is not None else ""
    runs = tag("script", Markup(code)) if code else None
    page = tag("body", tag("header", tag("h1", title)), tag("main", body), _footer(book), runs)
    head = _head(title, drawing, also, code)
    return "<!doctype html>\n" + tag("html", head, page, lang=phrases.LANGUAGE).html


def _footer(book: Book) -> Markup:
    """What the workspace wants every page to say, and by which rules the page was made."""
    made_by = filled(phrases.RULEBOOK, hash=tag("code", book.fingerprint))
    return tag(
        "footer",
        tag("p", book.vocabulary.notice) if book.vocabulary.notice else None,
        tag("p", made_by),
    )


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _head(title: str, drawing: str = "", also: str = "", script: str = "") -> Markup:
    own = _file("report.css") + (_file(also) if also else "")
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag(
            "meta",
            http_equiv="Content-Security-Policy",
            content=_policy((own, *(_styles(drawing) if drawing else ())), script),
        ),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", Markup(own)),
    )


def _policy(styles: Iterable[str], script: str) -> str:
    """A Content-Security-Policy under which only these styles, and this script, do anything."""
    allowed = f"style-src {' '.join(map(_digest, styles))};"
    allowed += f" script-src {_digest(script)};" if script else ""
    return f"default-src 'none'; {allowed} base-uri 'none'; form-action 'none'"


def _digest(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def _styles(drawing: str) -> Iterator[str]:
    """The text of each style element of the picture, as a browser reads it."""
    for element in ElementTree.fromstring(drawing).iter():
        if str(element.tag).endswith("style"):
            yield "".join(element.itertext())


def _contents(sections: Iterable[Section]) -> Markup:
    links = (tag("li", tag("a", one.title, href=f"#{anchor(one.id)}")) for one in sections)
    return tag("nav", tag("ul", links), aria_label=phrases.CONTENTS)


def section(one: Section) -> Markup:
    """A section of a page, with its heading and its anchor."""
    heading = tag("h2", one.title, id=anchor(one.id, "title"))
    return tag(
        "section",
        heading,
        one.body,
        id=anchor(one.id),
        class_=f"part-{one.id}",
        aria_labelledby=anchor(one.id, "title"),
    )


def _picture(drawing: Markup) -> Markup:
    """The drawing in a frame that scrolls, with the mouse or the keyboard, where it is too wide."""
    frame = tag(
        "div", drawing, class_="frame", role="region", tabindex="0", aria_label=phrases.FLOWCHART
    )
    hint = tag("span", phrases.SCROLL, class_="narrow")
    said = tag("p", hint, phrases.IN_WORDS, class_="aside")
    return tag("figure", frame, said)
