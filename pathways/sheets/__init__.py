"""Sheets of paper: what somebody saved, on A4 as a PDF, and QR codes. Knows no feature: plain words in."""
