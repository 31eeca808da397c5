"""How Korean government paper writes things: amounts, periods, places, names. Knows no Django."""
