//! Findings made ready to be read: the only place that knows the words people read.

pub mod view;
