//! The answer, on standard output.

use crate::args::ReportFormat;
use crate::error::Error;
use cookie_charter::report::Report;
use cookie_charter::report::format::Format;
use cookie_charter::report::text::{Paint, plain};
use serde::Serialize;
use std::io::Write as _;

/// Writes `text` as it is.
///
/// # Errors
///
/// [`Error::Output`], which is a success when it is a broken pipe.
pub(crate) fn text(text: &str) -> Result<(), Error> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Error::Output)
}

/// Writes `value` as indented JSON and a line end.
///
/// # Errors
///
/// As [`text`].
pub(crate) fn json(value: &impl Serialize) -> Result<(), Error> {
    let mut json = serde_json::to_string_pretty(value).map_err(|error| Error::Output(error.into()))?;
    json.push('\n');
    text(&json)
}

/// Writes a report in the format asked for. A terminal that wants none gets no colours.
///
/// # Errors
///
/// As [`text`].
pub(crate) fn report(report: &Report, format: ReportFormat, language: &str) -> Result<(), Error> {
    let format = match format {
        ReportFormat::Text => return text(&Format::Text(Paint::Ansi).write(report, language)),
        ReportFormat::Json => Format::Json,
        ReportFormat::Csv => Format::Csv,
        ReportFormat::Html => Format::Html,
        ReportFormat::Markdown => Format::Markdown,
        ReportFormat::Sarif => Format::Sarif,
        ReportFormat::Junit => Format::Junit,
        ReportFormat::Inspection => Format::Inspection,
    };
    bytes(format.write(report, language).as_bytes())
}

/// Writes bytes as they are.
///
/// # Errors
///
/// As [`text`].
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(Error::Output)
}

/// Says something beside the answer, on standard error: a failure, or what the person should know.
pub(crate) fn note(words: &impl std::fmt::Display) {
    // Nobody is left to be told when standard error is closed.
    let _ = writeln!(std::io::stderr(), "cookie-charter: {}", plain(&words.to_string()));
}
