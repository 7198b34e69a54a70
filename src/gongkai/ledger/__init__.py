"""What an organ did, entry by entry; state is folded from the entries, and the year's figures are counted from them."""
