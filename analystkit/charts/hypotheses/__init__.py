"""Charts of competing hypotheses: the matrix, what speaks against each, and what the order hangs on."""
