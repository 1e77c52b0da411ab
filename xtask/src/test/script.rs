//! The checks of the extension's scripts and of its package, by programs of the node world.

use crate::{command, place};
use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Types, from the comments of each script; a syntax error is found here too.
pub(super) fn types() -> Result<()> {
    let compiler = place::node().join("node_modules/.bin/tsc");
    command::run(&mut command::program(&compiler.to_string_lossy(), &["--project", "xtask/node/tsconfig.json"]))
}

/// The Firefox package as the store's own linter sees it: not even a notice.
pub(super) fn lint() -> Result<()> {
    let linter = place::node().join("node_modules/.bin/web-ext");
    let folder = place::extension("firefox");
    let mut lint = command::program(&linter.to_string_lossy(), &["lint", "--output=json", "--source-dir"]);
    let answer = lint.arg(&folder).env("NO_UPDATE_NOTIFIER", "1").output().context("cannot start web-ext")?;
    let answer: Value = serde_json::from_slice(&answer.stdout).context("web-ext lint did not answer in JSON")?;
    let count = |kind: &str| answer.pointer(&format!("/summary/{kind}")).and_then(Value::as_u64).context("no summary");
    let (errors, warnings, notices) = (count("errors")?, count("warnings")?, count("notices")?);
    println!("web-ext lint: {errors} errors, {warnings} warnings, {notices} notices");
    for kind in ["errors", "warnings", "notices"] {
        for message in answer.get(kind).and_then(Value::as_array).into_iter().flatten() {
            let part = |name: &str| message.get(name).and_then(Value::as_str).unwrap_or_default();
            println!("{kind}: {} {}: {}", part("file"), part("code"), part("message"));
        }
    }
    if errors + warnings + notices > 0 {
        bail!("web-ext lint is not content");
    }
    Ok(())
}
