//! `cargo xtask screens`: every screen in every state, drawn to `target/screens/`, judged by axe-core, and acted upon.
//!
//! The pages run outside the extension, on answers that the core itself wrote: see `tests/screens/`.

use crate::{command, place};
use anyhow::Result;

/// Has the core write its answers, then draws and judges every screen in both browsers.
///
/// # Errors
/// A screen breaks a rule of accessibility, overflows, or does not do what it is asked.
pub fn screens() -> Result<()> {
    command::run(&mut command::cargo(&["test", "--package=cookie-charter", "--test=native", "--", "screens::"]))?;
    let folder = place::root().join("tests/screens");
    let tests = ["act.test.js", "draw.test.js"].map(|name| folder.join(name));
    let mut node = command::program("node", &["--experimental-default-type=module", "--test", "--test-concurrency=2"]);
    command::run(node.arg("--test-reporter=spec").args(tests))
}
