"""Rules on bullet points."""
