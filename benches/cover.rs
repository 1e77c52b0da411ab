//! `cargo bench --bench cover`: which declaration covers which cookie, on a large site and on one twenty times larger.
//!
//! The work is linear in cookies plus declarations, so that twenty times as much of both costs about twenty times as
//! much: the ratio is printed, and a ratio beyond the bound is a failure.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a benchmark measures time and prints it")]

use cookie_charter::audit::cover;
use cookie_charter::charter::{Declaration, Evidence, Kind};
use cookie_charter::cookie::Cookie;
use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The most that twenty times as much may cost.
const BOUND: f64 = 20.0;

fn main() -> ExitCode {
    let (small, large) = (cost(500, 250, 50, 400), cost(10_000, 5_000, 1_000, 20));
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    println!("   500 cookies ×   250 declarations (   50 families): {small:?}");
    println!("10 000 cookies × 5 000 declarations (1 000 families): {large:?}");
    println!("ratio {ratio:.1} (twenty times as much of both; at most {BOUND})");
    if ratio <= BOUND { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The mean cost of so many runs. Both sizes run until they have had the same number of cookies.
fn cost(cookies: usize, declarations: usize, families: usize, runs: u32) -> Duration {
    let cookies: Vec<Cookie> = (0..cookies).map(|number| cookie(number, declarations)).collect();
    let declarations: Vec<Declaration> =
        (0..declarations).map(|number| declaration(number, number < families)).collect();
    let declarations: Vec<&Declaration> = declarations.iter().collect();
    let run = || {
        let covered = cover::covers(&declarations, "www.example.org", &cookies);
        assert!(covered.iter().any(Option::is_some) && covered.iter().any(Option::is_none));
    };
    run();
    let start = spent();
    (0..runs).for_each(|_| run());
    spent().saturating_sub(start) / runs
}

/// Processor time of this thread where Linux tells it, so that other work on the machine does not count; else the clock.
fn spent() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let clock = START.get_or_init(Instant::now).elapsed();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let told = told.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok());
    told.map_or(clock, Duration::from_nanos)
}

/// Half of the cookies are declared; a third belongs to other sites.
fn cookie(number: usize, declarations: usize) -> Cookie {
    let hosts = ["www.example.org", "example.org", "stats.tracker.example"];
    let name = if number.is_multiple_of(2) {
        format!("name_{:05}.7f", number % declarations)
    } else {
        format!("other_{number:05}")
    };
    Cookie {
        name,
        domain: hosts.get(number % 3).copied().unwrap_or_default().to_owned(),
        host_only: false,
        path: "/".to_owned(),
        store: None,
        partition: None,
        secure: true,
        http_only: false,
        same_site: None,
        expires: None,
        set_for: None,
        longest_set_for: None,
        set_at: None,
        set_by: None,
        stage: cookie_charter::cookie::Stage::Unknown,
        refused: None,
        only_sent: false,
        untold: cookie_charter::cookie::Untold::Nothing,
    }
}

fn declaration(number: usize, family: bool) -> Declaration {
    let name = if family { format!("name_{number:05}.*") } else { format!("name_{number:05}.7f") };
    Declaration {
        as_written: name.clone(),
        name,
        kind: Kind::Cookie,
        provider: None,
        service: None,
        domain: None,
        purpose: None,
        category: None,
        party: None,
        lifetime: None,
        evidence: Evidence::default(),
        doubts: Vec::new(),
    }
}
