"""The diagram as DOT, SVG, Mermaid, PNG and PDF.

Graphviz lays it out (layered drawing: K. Sugiyama et al., IEEE SMC 11, 1981; E. Gansner
et al., A Technique for Drawing Directed Graphs, IEEE TSE 19, 1993).
"""
