"""The second wall: what the database itself lets whoever asks see, told to it in every transaction anew."""
