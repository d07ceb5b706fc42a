"""TA-Lib's functions by the catalogue's rows: the table of them."""
