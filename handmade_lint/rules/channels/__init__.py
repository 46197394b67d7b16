"""Rules of other channels, and of the way between them."""
