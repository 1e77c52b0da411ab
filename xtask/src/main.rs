//! `cargo xtask`: the one tool for building, showing, testing and packaging Cookie Charter.

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;
use xtask::demo::{self, Demo};
use xtask::{bench, build, hosts, install, new_rule, package, screens, site, test};

/// Builds, shows, tests and packages Cookie Charter.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Builds the extension: the repository itself and target/extension/{chromium,firefox} can then be loaded unpacked.
    Build,
    /// Rewrites the table of hosts and companies from npm's third-party-web.
    Hosts,
    /// Opens a browser with the extension on the demo sites; without a display, prints their audits and takes pictures.
    Demo(Demo),
    /// Serves the demo sites until it is interrupted, for a browser of your own.
    Sites {
        /// The loopback port.
        #[arg(long, default_value_t = 8484)]
        port: u16,
    },
    /// Installs what building and testing need and this machine lacks.
    Install,
    /// Checks everything: formatting, lints, tests, scripts, packages, both browsers; ends with a summary.
    Test,
    /// Draws every screen in every state to target/screens, and judges each.
    Screens,
    /// Measures how long reading takes beside parsing, and beside readers in Python and JavaScript; how soon the popup answers; what the
    /// extension costs a page, and what it keeps of a storm; how long two hundred sites take through two WebDriver servers, one of
    /// which is killed half-way.
    Bench {
        /// One of them alone.
        #[arg(value_parser = ["reading", "peers", "cover", "evidence", "popup", "page", "storm", "sites"])]
        only: Option<String>,
    },
    /// Writes the store packages, one a browser, and prints their sizes.
    Package,
    /// Lays file, table row, fixture and words of a new rule.
    NewRule {
        /// Its id in kebab-case (`outlives-thirteen-months`).
        name: String,
    },
}

#[expect(clippy::print_stderr, reason = "the tool tells its failure in the terminal, here alone")]
fn main() -> ExitCode {
    match run(Arguments::parse().chore) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> Result<ExitCode> {
    match chore {
        Chore::Hosts => done(hosts::write()),
        Chore::Build => done(build::build()),
        Chore::Demo(demo) => done(demo::demo(&demo)),
        Chore::Sites { port } => done(site::serve(port)),
        Chore::Install => done(install::everything()),
        Chore::Test => Ok(test::test()),
        Chore::Screens => done(screens::screens()),
        Chore::Bench { only } => done(bench::bench(only.as_deref())),
        Chore::Package => done(package::package()),
        Chore::NewRule { name } => done(new_rule::new_rule(&name)),
    }
}

fn done<T>(result: Result<T>) -> Result<ExitCode> {
    result.map(|_| ExitCode::SUCCESS)
}
