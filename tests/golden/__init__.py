"""What every chart looks like and says, kept, so that a change of either is seen and explained."""
