"""Figures frozen with the cases behind them."""
