//! Reads what a site declares about its cookies, looks at what the browser holds, and shows where the two differ.
//!
//! ```text
//! page ──► charter ──┐
//!                    ├──► audit ──► report ──► view   (popup, report page, terminal, files)
//! browser ─► cookie ─┘
//! ```
//!
//! - [`page`] is what a site publishes at an address.
//! - [`charter`] reads the declarations of a page. Reading cannot fail: what was unsure is a doubt.
//! - [`cookie`] is what the browser holds (or refused), never with its value.
//! - [`names`] is the table of cookie names that are publicly known, and [`knowledge`] what it means, with hosts beside it.
//! - [`audit`] is the only place where the charter and the cookies meet; it answers with findings.
//! - [`report`] is the only place that knows the words people read.
//! - `browser` (wasm only) and the binary are the edges to the outside world; nobody imports them.
//!
//! The core has no clock, no environment, no files, no network and no randomness: time is an argument.

pub mod text;

pub mod names;

pub mod page;

pub mod charter;

pub mod cookie;

pub mod knowledge;

pub mod audit;

pub mod report;

#[cfg(any(target_arch = "wasm32", test))]
mod browser;
