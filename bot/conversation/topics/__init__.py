"""What is answered to each word: one file per topic, each function from what was asked and the view to a reply."""
