//! Who set a cookie, when and for how long, where headers, scripts and other tabs take turns.

use crate::visit::{answered, lines, report};
use anyhow::Result;
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

/// A cookie of a host and one of its domain bear the same name, and each has its own lifetime.
async fn two_of_one_name(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("double", "/")).await?;
    answered(&session, &tab, &TWO).await?;
    assert_eq!(lines(&report(&session, &tab).await?), TWO);
    session.close().await
}

const TWO: [&str; 4] = [
    "dup @ double.localhost · 86400 s · main_frame by double.localhost",
    "dup @ double.localhost · 60 s · main_frame by double.localhost",
    "seance @ double.localhost · 86400 s · main_frame by double.localhost",
    "seance @ double.localhost · session · main_frame by double.localhost · HttpOnly",
];

in_both_browsers!(two_of_one_name);
