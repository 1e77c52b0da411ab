//! `cargo xtask test`: everything that must hold, step by step, with a summary at the end.

mod guard;
mod script;

use crate::{build, command, install, package, screens};
use anyhow::Result;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

/// A step's name, and what it does.
type Step = (&'static str, fn() -> Result<()>);

const INSTALL: Step = ("install what is missing", install::everything);

/// It is linked by one core, which leaves the other to the checks of the sources.
const BUILD: Step = ("build the extension", || build::build().map(drop));

/// What needs the sources alone.
const SOURCES: [Step; 5] = [
    ("formatting", || cargo(&["fmt", "--all", "--check"])),
    ("lints, host", || cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny=warnings"])),
    ("lints, wasm", || cargo(&["clippy", "--lib", "--target=wasm32-unknown-unknown", "--", "--deny=warnings"])),
    ("documentation", guard::documentation),
    ("no browser crate on the host", guard::no_browser_crate_on_the_host),
];

/// Cheap ones first.
const TESTS: [Step; 8] = [
    ("native tests", || cargo(&["test", "--package=cookie-charter", "--", "--include-ignored"])),
    ("SARIF against its schema", script::sarif),
    ("the tool's own tests", || cargo(&["test", "--package=xtask", "--lib"])),
    ("types of the scripts", script::types),
    ("what the background keeps", script::background),
    ("screens, drawn and judged", screens::screens),
    ("store packages and web-ext lint", || package::package().and_then(|_| script::lint())),
    ("both browsers, end to end", || cargo(&["test", "--package=xtask", "--test=browser", "--", "--test-threads=3"])),
];

struct Outcome {
    step: &'static str,
    time: Duration,
    failure: Option<String>,
}

/// Runs every step and tells how each ended. A step that fails stops none of the others, except those on which they stand.
pub fn test() -> ExitCode {
    let start = Instant::now();
    let outcomes = outcomes();
    println!("\n{:<36}{:<8}{:>8}", "step", "result", "time");
    for Outcome { step, time, failure } in &outcomes {
        let result = if failure.is_some() { "FAILED" } else { "passed" };
        println!("{step:<36}{result:<8}{:>6.1} s", time.as_secs_f64());
    }
    println!("{:<44}{:>6.1} s\n", "", start.elapsed().as_secs_f64());
    let passed = outcomes.iter().filter(|it| it.failure.is_none()).count();
    let failed = SOURCES.len() + TESTS.len() + 2 - passed;
    println!("{passed} passed, {failed} failed");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn outcomes() -> Vec<Outcome> {
    let installed = outcome(&INSTALL);
    if installed.failure.is_some() {
        return vec![installed];
    }
    let (sources, built) = thread::scope(|scope| {
        let sources = scope.spawn(|| SOURCES.iter().map(outcome).collect::<Vec<_>>());
        let built = outcome(&BUILD);
        (sources.join(), built)
    });
    let tests = if built.failure.is_some() { &[] } else { &TESTS[..] };
    let sources = sources.unwrap_or_default();
    [installed, built].into_iter().chain(sources).chain(tests.iter().map(outcome)).collect()
}

fn outcome((step, act): &Step) -> Outcome {
    println!("\n── {step}");
    let start = Instant::now();
    let failure = act().err().map(|error| format!("{error:#}"));
    if let Some(failure) = &failure {
        println!("{failure}");
    }
    Outcome { step, time: start.elapsed(), failure }
}

fn cargo(arguments: &[&str]) -> Result<()> {
    command::run(&mut command::cargo(arguments))
}
