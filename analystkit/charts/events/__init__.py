"""Charts over events: a dated list under a strip of squares, and the same squares around the signature."""
