//! The terminal.
#![expect(clippy::disallowed_methods, reason = "the terminal is an edge: it reads files and its arguments")]
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the terminal prints")]

use cookie_charter::charter;
use cookie_charter::page::{Form, Page};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(path) = std::env::args().skip(2).filter(|word| !matches!(word.as_str(), "--format" | "json")).last()
    else {
        eprintln!("usage: cookie-charter read PAGE [--format json]");
        return ExitCode::from(2);
    };
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("cannot read {path}");
        return ExitCode::from(2);
    };
    let html = std::path::Path::new(&path).extension().is_some_and(|extension| extension == "html");
    let form = if html { Form::Html } else { Form::Text };
    let source = String::from_utf8_lossy(&bytes).into_owned();
    let page = Page { address: None, language: None, form, source };
    println!("{}", serde_json::to_string_pretty(&charter::read(&page)).unwrap_or_default());
    ExitCode::SUCCESS
}
