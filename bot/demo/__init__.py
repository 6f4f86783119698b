"""The demo: three agencies on the local sandbox, by hand in a browser or told as a story."""
