"""How models/fingerprint is made: edits of pictures, and a small encoder that learns to see through them."""
