"""Attachments, kept once, hashed and sniffed."""
