"""The age that stands behind a name."""

import re

AGE_BEHIND = re.compile(r"^,\s(?:aged\s)?(\d{1,3})(?=[,.;)])")
