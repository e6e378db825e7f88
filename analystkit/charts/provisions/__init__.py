"""Charts over the provisions of the treaty and over the promises that it makes or leaves out."""
