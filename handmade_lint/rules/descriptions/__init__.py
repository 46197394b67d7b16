"""Rules on descriptions, and on every text."""
