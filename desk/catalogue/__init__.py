"""What the library has: bringing records in, matching them, numbering and citing them."""
