"""Who works here, who is signed in, what each may do, and what was done."""
