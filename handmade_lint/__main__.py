"""python -m handmade_lint."""

from .cli import main

main()
