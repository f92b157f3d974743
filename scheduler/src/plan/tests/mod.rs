//! Random joint problems, an oracle that tries everything, and a test per rule.
