"""Living Word and PowerPoint files: what people did to a product in hand is merged with what is made anew."""
