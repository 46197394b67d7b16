"""Rules on the rights of others."""
