//! `cargo xtask test`: everything that must hold, step by step, with a summary at the end.

mod guard;
mod script;

use crate::{build, command, install, package, screens};
use anyhow::Result;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// A step's name, and what it does.
type Step = (&'static str, fn() -> Result<()>);

/// Cheap steps first; those of one line are taken at once. A step that fails stops none of the others, except those all stand on.
const STEPS: [&[Step]; 14] = [
    &[INSTALL],
    // The build is one core's work for most of its time: what the optimiser does with the whole program.
    &[BUILD, ("lints, host", || cargo(&["clippy", "--workspace", "--all-targets", "--", "--deny=warnings"]))],
    &[("formatting", || cargo(&["fmt", "--all", "--check"]))],
    &[("lints, wasm", || cargo(&["clippy", "--lib", "--target=wasm32-unknown-unknown", "--", "--deny=warnings"]))],
    &[("documentation", guard::documentation)],
    &[("no browser crate on the host", guard::no_browser_crate_on_the_host)],
    &[("native tests", || cargo(&["test", "--package=cookie-charter"]))],
    &[("SARIF against its schema", script::sarif)],
    &[("the tool's own tests", || cargo(&["test", "--package=xtask", "--lib"]))],
    &[("types of the scripts", script::types)],
    &[("what the background keeps", script::background)],
    &[("screens, drawn and judged", screens::screens)],
    &[("store packages and web-ext lint", || package::package().and_then(|_| script::lint()))],
    &[("both browsers, end to end", || {
        cargo(&["test", "--package=xtask", "--test=browser", "--", "--test-threads=4"])
    })],
];

/// What all others stand on.
const INSTALL: Step = ("install what is missing", install::everything);
const BUILD: Step = ("build the extension", || build::build().map(drop));

struct Outcome {
    step: &'static str,
    time: Duration,
    failure: Option<String>,
}

/// Runs every step and tells how each ended.
pub fn test() -> ExitCode {
    let mut outcomes = Vec::new();
    let start = Instant::now();
    for steps in STEPS {
        outcomes.extend(at_once(steps));
        let is_essential = |step: &str| [INSTALL.0, BUILD.0].contains(&step);
        if outcomes.iter().any(|it| it.failure.is_some() && is_essential(it.step)) {
            break;
        }
    }
    summary(&outcomes, start.elapsed())
}

/// Takes some steps at once, and tells how each ended, in their order.
fn at_once(steps: &[Step]) -> Vec<Outcome> {
    std::thread::scope(|scope| {
        let running: Vec<_> = steps.iter().map(|step| scope.spawn(|| take(*step))).collect();
        running.into_iter().zip(steps).map(|(step, (name, _))| step.join().unwrap_or_else(|_| panicked(name))).collect()
    })
}

fn take((step, act): Step) -> Outcome {
    println!("\n── {step}");
    let start = Instant::now();
    let failure = act().err().map(|error| format!("{error:#}"));
    if let Some(failure) = &failure {
        println!("{step}: {failure}");
    }
    Outcome { step, time: start.elapsed(), failure }
}

fn panicked(step: &'static str) -> Outcome {
    Outcome { step, time: Duration::ZERO, failure: Some("it panicked".to_owned()) }
}

fn summary(outcomes: &[Outcome], time: Duration) -> ExitCode {
    println!("\n{:<36}{:<8}{:>8}", "step", "result", "time");
    for Outcome { step, time, failure } in outcomes {
        let result = if failure.is_some() { "FAILED" } else { "passed" };
        println!("{step:<36}{result:<8}{:>6.1} s", time.as_secs_f64());
    }
    let all = STEPS.iter().map(|steps| steps.len()).sum::<usize>();
    let passed = outcomes.iter().filter(|it| it.failure.is_none()).count();
    println!("{:<44}{:>6.1} s\n", "", time.as_secs_f64());
    println!("{passed} passed, {} failed", all - passed);
    if passed == all { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn cargo(arguments: &[&str]) -> Result<()> {
    command::run(&mut command::cargo(arguments))
}
