"""What the kit says is counted again with plain pandas: headlines, notes, marks and answers."""
