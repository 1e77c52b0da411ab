//! The native tests.

#![expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says no by a panic")]
#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that finds nothing where it looks fails, as it should"
)]

mod captures;
mod cli;
mod hostile;
mod house;
mod rules;
mod schema;
mod screens;
mod sites;
mod visit;
