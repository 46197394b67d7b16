"""How the models in models/ were made; runnable, and never imported by the package."""
