"""Rules on brand, variations, and what the catalogue must say."""
