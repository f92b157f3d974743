//! What is kept no longer: what is due goes on its day and nothing else does, and what is
//! erased is nowhere.

mod erasure;
mod record;
mod retention;
