//! The checks of the extension's scripts and of its package, by programs of the node world.

use crate::{build, command, place};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// Types, from the comments of each script; a syntax error is found here too.
pub(super) fn types() -> Result<()> {
    let compiler = place::node().join("node_modules/.bin/tsc");
    command::run(&mut command::program(&compiler.to_string_lossy(), &["--project", "xtask/node/tsconfig.json"]))
}

/// Reports for code review tools against the schema of SARIF 2.1.0: several languages, no charter, an unreadable one,
/// hostile names, several charters.
pub(super) fn sarif() -> Result<()> {
    let folder = place::root().join("target/sarif");
    fs::create_dir_all(&folder)?;
    let hostile = folder.join("hostile.json");
    fs::write(
        &hostile,
        "[{\"name\": \"=cmd|'/c calc'!A1\", \"domain\": \"opendata.example\"}, {\"name\": \"<script>\\u001b[31m {0} {{\", \"domain\": \"\"}]",
    )?;
    let hostile = hostile.to_string_lossy();
    let cases: [&[&str]; 6] = [
        &["--charter", "charte.html", "--cookies", "visit.json"],
        &["--charter", "charte.html", "--cookies", "visit.json", "--language", "fr", "--knowledge", "knowledge.json"],
        &["--charter", "charte.html", "home.html", "--cookies", "../captures/playwright.har", "--stage", "before"],
        &["--charter", "home.html", "--cookies", "visit.json"],
        &["--cookies", "visit.json"],
        &["--charter", "charte.html", "--cookies", &hostile, "--site", "https://opendata.example/"],
    ];
    let terminal = build::terminal()?;
    let mut files = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let mut audit = Command::new(&terminal);
        audit.args(["audit", "--format=sarif"]).args(*case);
        let output = audit.current_dir(place::root().join("tests/cli")).output().context("cannot start the audit")?;
        let file = folder.join(format!("{number}.sarif"));
        fs::write(&file, output.stdout)?;
        files.push(file);
    }
    let mut judge = command::program("node", &["xtask/node/sarif.mjs"]);
    command::run(judge.arg(place::node()).args(files))
}

/// What the background keeps of storms, of pages rendered ahead and of frames in frames, what it does when a page is named
/// in its menu, and how often it asks for a charter, tested without a browser.
pub(super) fn background() -> Result<()> {
    let node = ["--experimental-default-type=module", "--test", "--test-reporter=dot"];
    let tests = ["keep", "ahead", "frames", "menu", "fetch"].map(|test| format!("tests/background/{test}.test.js"));
    command::run(command::program("node", &node).args(tests))
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
