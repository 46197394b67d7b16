"""Rules on who made the product."""
