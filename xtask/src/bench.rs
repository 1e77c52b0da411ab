//! Measures: how long reading takes beside parsing, and beside readers in other languages.

use crate::command;
use anyhow::Result;

/// Runs the benchmarks of `benches/` and prints their tables.
///
/// # Errors
/// One of them could not be built or run.
pub fn bench() -> Result<()> {
    for name in ["reading", "peers"] {
        command::run(&mut command::cargo(&["bench", "--quiet", "--bench", name]))?;
    }
    Ok(())
}
