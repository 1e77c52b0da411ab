//! The chores of Cookie Charter, one file each, and the demo sites and browser sessions that they and the end-to-end tests share.
#![allow(clippy::print_stdout, reason = "a chore says in the terminal what it does")]
#![allow(clippy::disallowed_methods, reason = "a chore reads and writes files, runs programs and measures time")]

pub mod bench;
pub mod build;
pub mod command;
pub mod demo;
pub mod hosts;
pub mod install;
pub mod new_rule;
pub mod package;
pub mod place;
pub mod screens;
pub mod session;
pub mod site;
pub mod test;
