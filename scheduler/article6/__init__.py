"""Article 6 of the Cooperation Agreement of 8 July 1997, as values and questions. Pure."""
