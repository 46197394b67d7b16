"""Rules on customisation."""
