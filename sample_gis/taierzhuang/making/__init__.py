"""How the Taierzhuang sample is drawn and filled. Run ``make.py`` beside this folder."""
