"""Words in context and in numbers: index, concordance, keyness, collocations, dispersion, modal words."""
