//! Measures: how long reading takes beside parsing and beside readers in other languages, and what large evidence costs.

use crate::{command, install};
use anyhow::Result;

/// Installs the readers to compare with, runs the benchmarks of `benches/` and prints their tables.
///
/// # Errors
/// One of them could not be built or run.
pub fn bench() -> Result<()> {
    install::peers()?;
    for name in ["reading", "peers", "cover", "evidence"] {
        command::run(&mut command::cargo(&["bench", "--quiet", "--bench", name]))?;
    }
    Ok(())
}
