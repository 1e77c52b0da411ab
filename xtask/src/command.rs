//! Running programs.

use crate::place;
use anyhow::{Context, Result, bail};
use std::env;
use std::process::{Command, Stdio};

/// Starts the description of a program to run in the repository's folder.
pub fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(place::root());
    command
}

/// Starts the description of a call of the cargo that runs this tool.
pub fn cargo(arguments: &[&str]) -> Command {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    program(&cargo, arguments)
}

/// Runs a program to its end; what it prints is shown.
///
/// # Errors
/// It could not be started, or ended with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", said(command)))?;
    if !status.success() {
        bail!("{} ended with {status}", said(command));
    }
    Ok(())
}

/// Runs a program to its end and gives what it wrote on its standard output.
///
/// # Errors
/// It could not be started, ended with a failure, or wrote something other than UTF-8.
pub fn output(command: &mut Command) -> Result<String> {
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start {}", said(command)))?;
    if !output.status.success() {
        bail!("{} ended with {}", said(command), output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} wrote no UTF-8", said(command)))
}

/// A program and its arguments as one would type them.
pub fn said(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
