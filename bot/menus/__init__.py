"""The three rich menus at the foot of a private chat: what they offer, how they are drawn, and what LINE is told."""
