"""A second computation of the three rates, written from the definitions alone and not from the product."""
