"""The diagram model: boxes, arrows and captions, from a flow and perhaps a decision."""
