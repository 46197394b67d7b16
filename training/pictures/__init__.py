"""Models that look at pictures, and how they are made."""
