"""Charts over indicators: figures by source and date, each unit on a scale of its own."""
