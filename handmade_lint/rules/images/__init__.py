"""Rules on pictures."""
