"""Dossier -> bytes: html, csv, text."""
