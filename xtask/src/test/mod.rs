//! `cargo xtask test`: everything that must hold, step by step, with a summary at the end.

mod guard;
mod script;

use crate::{build, command, install, package, screens};
use anyhow::Result;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// A step's name, and what it does.
type Step = (&'static str, fn() -> Result<()>);

/// Cheap steps first. A step that fails stops none of the others, except the first two, on which they stand.
const STEPS: [Step; 15] = [
    ("install what is missing", install::everything),
    ("build the extension", || build::build().map(drop)),
    ("formatting", || cargo(&["fmt", "--all", "--check"])),
    ("lints, host", || cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny=warnings"])),
    ("lints, wasm", || cargo(&["clippy", "--lib", "--target=wasm32-unknown-unknown", "--", "--deny=warnings"])),
    ("documentation", guard::documentation),
    ("no browser crate on the host", guard::no_browser_crate_on_the_host),
    ("native tests", || cargo(&["test", "--package=cookie-charter"])),
    ("SARIF against its schema", script::sarif),
    ("the tool's own tests", || cargo(&["test", "--package=xtask", "--lib"])),
    ("types of the scripts", script::types),
    ("what the background keeps", script::background),
    ("screens, drawn and judged", screens::screens),
    ("store packages and web-ext lint", || package::package().and_then(|_| script::lint())),
    ("both browsers, end to end", || cargo(&["test", "--package=xtask", "--test=browser", "--", "--test-threads=4"])),
];

struct Outcome {
    step: &'static str,
    time: Duration,
    failure: Option<String>,
}

/// Runs every step and tells how each ended.
pub fn test() -> ExitCode {
    let mut outcomes = Vec::new();
    for (number, (step, act)) in STEPS.iter().enumerate() {
        println!("\n── {step}");
        let start = Instant::now();
        let failure = act().err().map(|error| format!("{error:#}"));
        if let Some(failure) = &failure {
            println!("{failure}");
        }
        let hopeless = failure.is_some() && number < 2;
        outcomes.push(Outcome { step, time: start.elapsed(), failure });
        if hopeless {
            break;
        }
    }
    summary(&outcomes)
}

fn summary(outcomes: &[Outcome]) -> ExitCode {
    println!("\n{:<36}{:<8}{:>8}", "step", "result", "time");
    for Outcome { step, time, failure } in outcomes {
        let result = if failure.is_some() { "FAILED" } else { "passed" };
        println!("{step:<36}{result:<8}{:>6.1} s", time.as_secs_f64());
    }
    let left_out = STEPS.len() - outcomes.len();
    let failed = outcomes.iter().filter(|it| it.failure.is_some()).count() + left_out;
    let time: Duration = outcomes.iter().map(|it| it.time).sum();
    println!("{:<44}{:>6.1} s\n", "", time.as_secs_f64());
    println!("{} passed, {failed} failed", STEPS.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn cargo(arguments: &[&str]) -> Result<()> {
    command::run(&mut command::cargo(arguments))
}
