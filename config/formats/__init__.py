"""How days and hours are written, by language."""
