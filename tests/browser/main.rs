//! End to end: the built extension in real browsers, on the demo sites.
//!
//! Each test has its own sites, its own browser and its own profile. Nothing is tried twice, and nothing waits by the clock:
//! a page says in `data-state` when it has its answer, a site says when it was asked.

#![expect(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that finds nothing where it looks fails, as it should"
)]
#![expect(clippy::disallowed_methods, reason = "tests read and write their own files")]

/// Makes of each function that takes a browser one test for each browser.
macro_rules! in_both_browsers {
    ($($test:ident),* $(,)?) => {
        mod chromium {
            $(#[tokio::test] async fn $test() -> anyhow::Result<()> { super::$test(xtask::session::Browser::Chromium).await })*
        }
        mod firefox {
            $(#[tokio::test] async fn $test() -> anyhow::Result<()> { super::$test(xtask::session::Browser::Firefox).await })*
        }
    };
}

mod accessible;
mod apart;
mod bounds;
mod charter;
mod circumstance;
mod focus;
mod frames;
mod history;
mod jar;
mod menu;
mod moments;
mod obstacle;
mod platforms;
mod popup;
mod promises;
mod setter;
mod shown;
mod storm;
mod terminal;
mod unread;
mod visit;
