"""What goes out: PDF and xlsx; the only home of reportlab and openpyxl writing."""
