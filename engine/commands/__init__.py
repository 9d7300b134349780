"""Click commands beside `evaluate` and `render`; `cli.py` loads each when it is called."""
