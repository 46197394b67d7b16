"""`python -m training.rights`."""

from .train import main

main()
