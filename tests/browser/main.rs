//! End to end: the built extension in real browsers, on the demo sites.
//!
//! Each test has its own sites, its own browser and its own profile. Nothing is tried twice, and nothing waits by the clock:
//! a page says in `data-state` when it has its answer, a site says when it was asked.

mod jar;
mod visit;
