"""Faults of files: said by the readers of catalogues, not by checks of listings."""
