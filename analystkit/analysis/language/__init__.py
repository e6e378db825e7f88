"""Words in context and in numbers: concordance, neighbors, keyness, words of obligation and of likelihood."""
