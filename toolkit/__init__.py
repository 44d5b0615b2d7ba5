"""From other towns' plans to a plan of one's own."""
