"""Better or worse: two periods compared, trends over many, and what is about to fail."""
