//! The terminal: the same core as the extension, for saved pages and collected cookies.

#![expect(clippy::disallowed_methods, reason = "the terminal is the edge that reads files and clocks for the core")]

mod address;
mod args;
mod audit;
mod decode;
mod error;
mod find;
mod hashed;
mod output;
mod page;
mod read;
mod shell;
mod visit;

use crate::args::{Args, Command};
use crate::error::Error;
use clap::Parser as _;
use std::process::ExitCode;

/// What a command found out; the exit code says it to scripts.
enum Verdict {
    /// Nothing raised: exit 0.
    Clear,
    /// Something raised, of the severity that was asked for: exit 1.
    Raised,
    /// Nothing could be compared: exit 2.
    CouldNotTell,
}

fn main() -> ExitCode {
    match run(Args::parse()) {
        Ok(Verdict::Clear) => ExitCode::SUCCESS,
        Ok(Verdict::Raised) => ExitCode::from(1),
        Ok(Verdict::CouldNotTell) => ExitCode::from(2),
        Err(error) => {
            output::note(&error);
            ExitCode::from(2)
        }
    }
}

fn run(args: Args) -> Result<Verdict, Error> {
    match args.command {
        Command::Read(args) => read::run(&args),
        Command::Find(args) => find::run(&args),
        Command::Audit(args) => audit::run(&args),
        Command::Visit(args) => visit::run(&args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::man(&args),
    }
}
