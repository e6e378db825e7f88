"""What is computed from a dossier: answers, texts, competing hypotheses, agreement between coders."""
