"""Engines beyond one machine: the same work on Dask and Ray. Each module imports its package when it is called."""
