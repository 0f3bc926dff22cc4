"""What is known of an earlier build: by which code, data and libraries something was made."""
