"""Listings linted over HTTP, for the tools that make them: `handmade-lint serve`."""
