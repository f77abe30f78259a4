"""Printing: official papers and bulletins as PDF and DOCX."""
