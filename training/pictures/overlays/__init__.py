"""How models/overlays is made: words and badges laid over photographs, words that belong to things, and two judges."""
