"""Rules on who and what may be listed in Amazon Handmade."""
