"""The picture of many cases at a glance, in the form that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..present.ranking import Ranking, rows

LONGEST = 2_000
"""A PNG of more rows could not be read."""
ON_A_PAGE = 32
"""So many rows of a PDF stand on one page."""


def drawn(ranking: Ranking, form: str) -> bytes:
    """The bytes of a file in one of FORM; raises Invalid where it cannot be made here."""
    return FORM[form](ranking)


def _whole(ranking: Ranking) -> str:
    from .picture import overview

    return overview.render(ranking, list(rows(ranking)))


def _svg(ranking: Ranking) -> bytes:
    return _whole(ranking).encode()


def _png(ranking: Ranking) -> bytes:
    from .picture import raster

    if len(ranking.found) > LONGEST:
        raise raster.too_long(LONGEST)
    return raster.png(_whole(ranking))


def _pdf(ranking: Ranking) -> bytes:
    from .picture import overview, raster

    found = list(rows(ranking))
    starts = range(0, max(1, len(found)), ON_A_PAGE)
    pages = [overview.render(ranking, found[one : one + ON_A_PAGE]) for one in starts]
    return raster.pages(pages)


def _html(ranking: Ranking) -> bytes:
    from .report.ranking import glance

    return glance(ranking, _whole(ranking)).encode()


FORM: Mapping[str, Callable[[Ranking], bytes]] = {
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "html": _html,
}
