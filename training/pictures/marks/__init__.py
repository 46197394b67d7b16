"""How models/marks is made: marks laid on photographs, and a small encoder of their shapes."""
