//! What is known: public facts about cookie names and hosts, each with its source.
//!
//! It explains and suggests. It never declares a cookie, and the report marks what comes from it. A name alone proves
//! little: names that everyone uses say nothing without their domain.

pub mod base;
mod hosts;
mod names;

pub use hosts::{Company, company};
pub use names::{Known, Use, known};
