"""The role that a name plays in a listing: sentences, features, training and card."""
