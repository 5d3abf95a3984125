//! What decisions teach the dictionaries.
