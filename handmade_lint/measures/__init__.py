"""What pictures measure, in batches of columns."""
