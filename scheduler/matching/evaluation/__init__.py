"""How well the matcher does on labelled agenda items: `make score-matching`."""
