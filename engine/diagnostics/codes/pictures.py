"""Why a picture cannot be drawn."""

from __future__ import annotations

from ..code import Code

NO_LAYOUT = Code(
    "no-layout",
    "The picture cannot be laid out by what is installed. Other formats need no layout.",
    wrong="backchannel render -o flow.svg",
    right="backchannel render -o flow.mmd",
    language="text",
)

NO_RASTER = Code(
    "no-raster",
    "No PNG or PDF can be made by what is installed; the help says what would be needed.",
    wrong="backchannel render -o flow.png",
    right="backchannel render -o flow.svg",
    language="text",
)

UNKNOWN_ENDING = Code(
    "unknown-ending",
    "The ending of the file's name is no format of pictures, or it has none.",
    wrong="backchannel render -o flow.jpeg",
    right="backchannel render -o flow.png",
    language="text",
)
