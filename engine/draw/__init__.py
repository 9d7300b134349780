"""Pictures and the report: one diagram model, several printers of it."""
