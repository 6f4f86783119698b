"""What is done when it is due: loops of single units, until the database says that nothing is due any more."""
