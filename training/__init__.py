"""How each model in models/ was made, from data to card."""
