//! What was typed.

use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads what a site declares about its cookies, looks at what the browser holds, and shows where the two differ.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read the cookies that a page declares
    Read(Read),
    /// Find the links of a page that lead to the site's charter, best first
    Find(Find),
}

/// Arguments of `read`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cookie-charter read charte-cookies.html
  cookie-charter read politique.txt --format json | jq '.declarations[].name'
  curl -s https://example.org/cookies | cookie-charter read - --address https://example.org/cookies")]
pub(crate) struct Read {
    /// The page: .html, .txt or .md, or - for standard input
    pub(crate) page: PathBuf,
    /// The address the page came from
    #[arg(long, value_name = "URL")]
    pub(crate) address: Option<String>,
    /// How to print the charter
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// Arguments of `find`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cookie-charter find home.html --address https://example.org/
  curl -s https://example.org/ | cookie-charter find - --address https://example.org/ --format json")]
pub(crate) struct Find {
    /// The page: .html, .txt or .md, or - for standard input
    pub(crate) page: PathBuf,
    /// The address the page came from; relative links are resolved against it
    #[arg(long, value_name = "URL")]
    pub(crate) address: String,
    /// How to print the candidates
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// How `read` and `find` print their answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}
