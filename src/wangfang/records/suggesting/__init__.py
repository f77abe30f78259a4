"""The room of suggestions: class, place, unit, purpose and urgency of a petition, and what people made of them."""
