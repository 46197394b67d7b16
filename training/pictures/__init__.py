"""How models/picture-kind and models/marks are made: seeded pictures of every kind, and two small networks.

`python -m training.pictures.sources` fetches what is not at hand, `python -m training.pictures.train` trains.
"""
