"""Rules on search terms and tags."""
