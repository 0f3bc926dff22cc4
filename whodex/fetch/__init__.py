"""What comes from the web when somebody asks for it; no build knows of this room."""
