"""For those who edit rules: layout, schemas, sentences, decision tables, templates."""
