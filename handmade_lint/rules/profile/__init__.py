"""Rules on the seller's profile: what the shop says of itself."""
