"""How the models in models/ are made, from pictures to card."""
