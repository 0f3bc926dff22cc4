"""Trains what ships in whodex/recognize/weights: `python -m train --data DIR --wikinews DIR`."""
