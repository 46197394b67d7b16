"""Benchmarks: ratios and differences taken within one run, against a plain reference or a peer.

`python -m benchmarks --list` names them. A benchmark is a module of this folder with a NAME, a docstring of one
sentence, and `def run(bench: Bench) -> None`, which hands its numbers to `bench.figure` and `bench.pair`.
"""
