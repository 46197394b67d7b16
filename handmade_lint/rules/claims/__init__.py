"""Rules on claims: metals, stones, allergies, craft."""
