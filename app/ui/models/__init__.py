"""Item models: values for views."""
