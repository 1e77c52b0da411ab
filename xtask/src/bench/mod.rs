//! Measures: how long reading takes beside parsing and beside readers in other languages, what large evidence costs, how soon
//! the popup answers, what the extension costs the pages that are visited, what it keeps of a storm, and how many sites the
//! command line visits in a minute.

mod listener;
mod loading;
mod opening;
mod storm;
mod visiting;

use crate::{build, command, install};
use anyhow::{Context, Result};

/// The benchmarks of `benches/`.
const BENCHES: [&str; 4] = ["reading", "peers", "cover", "evidence"];

/// What is measured in the browsers, and how.
type Measure = (&'static str, fn() -> Result<()>);

const IN_BROWSERS: [Measure; 3] = [("popup", opening::opening), ("page", loading::loading), ("storm", storm::storm)];

/// Installs what is compared with, runs the benchmarks of `benches/` and those in the browsers (`popup`, `page`, `storm`,
/// `sites`), or one of them alone, and prints their tables.
///
/// # Errors
/// One of them could not be built or run.
pub fn bench(only: Option<&str>) -> Result<()> {
    let wanted = |name: &str| only.is_none_or(|only| only == name);
    if wanted("peers") {
        install::peers()?;
    }
    for name in BENCHES.into_iter().filter(|name| wanted(name)) {
        command::run(&mut command::cargo(&["bench", "--quiet", "--bench", name]))?;
    }
    for (name, measure) in IN_BROWSERS.into_iter().filter(|(name, _)| wanted(name)) {
        install::browsers()?;
        build::build()?;
        measure().with_context(|| format!("measuring the {name}"))?;
    }
    if wanted("sites") {
        install::browsers()?;
        visiting::visiting().context("measuring the sites")?;
    }
    Ok(())
}
