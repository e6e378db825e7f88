"""What a person who means harm, or a bad disk, does to the kit; `make torture` runs it at length."""
