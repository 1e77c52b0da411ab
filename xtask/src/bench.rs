//! Measures: how long reading takes beside parsing and beside readers in other languages, what large evidence costs, and how
//! soon the popup answers.

mod opening;

use crate::{build, command, install};
use anyhow::Result;

/// The benchmarks of `benches/`.
const BENCHES: [&str; 4] = ["reading", "peers", "cover", "evidence"];

/// Installs what is compared with, runs the benchmarks of `benches/` and that of the popup (`popup`), or one of them alone,
/// and prints their tables.
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
    if wanted("popup") {
        install::browsers()?;
        build::build()?;
        opening::opening()?;
    }
    Ok(())
}
