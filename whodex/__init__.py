"""Whodex: a folder of news articles becomes a site in which every name is linked."""
