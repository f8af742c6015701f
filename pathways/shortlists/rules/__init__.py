"""What holds of shortlists whoever asks: dates, labels, order, what to watch."""
