"""How models/process and models/provenance were made: texts and shops written for it, and what is fitted to them.

All of it is synthetic: voices, crafts and shops were invented here, and no text of a real shop is among them.
`python -m training.provenance` makes both models and their cards anew.
"""
