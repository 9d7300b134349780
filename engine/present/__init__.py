"""A decision in words: for a terminal, as Markdown, and the phrases that all outputs share."""
