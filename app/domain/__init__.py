"""Pure values and functions: the calculation core. No I/O, no clock, no Qt, no words."""
