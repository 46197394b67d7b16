"""Banks: fingerprints of known pictures and texts on disk, added to, searched, shared without the pictures."""
