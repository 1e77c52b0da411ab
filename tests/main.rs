//! The native tests.

#![expect(clippy::disallowed_methods, reason = "tests read their fixtures")]

mod captures;
mod cli;
mod hostile;
mod house;
mod rules;
mod screens;
mod sites;
mod visit;
