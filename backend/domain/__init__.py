"""The vocabulary everyone shares. Pure: no Django, no clock, no input or output."""
