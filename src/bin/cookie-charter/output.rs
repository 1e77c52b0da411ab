//! The answer, on standard output.

use crate::args::ReportFormat;
use crate::error::Error;
use clap::ValueEnum as _;
use cookie_charter::report::Report;
use cookie_charter::report::format::Format;
use cookie_charter::report::text::{Paint, plain};
use serde::Serialize;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes a report's text: as it is, on a terminal folded to its width.
///
/// # Errors
///
/// [`Error::Output`]; a broken pipe is none.
pub(crate) fn folded(words: &str) -> Result<(), Error> {
    let width = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    match width.filter(|width| *width >= 40) {
        Some(width) => text(&words.split_inclusive('\n').map(|line| fold(line, width)).collect::<String>()),
        None => text(words),
    }
}

/// Breaks a line at spaces, so that none is wider; what goes on below starts as far to the right as the line itself.
/// Escape sequences have no width.
fn fold(line: &str, width: usize) -> String {
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    let (mut folded, mut column) = (String::with_capacity(line.len()), 0);
    for word in line.split_inclusive(' ') {
        let wide = breadth(word.trim_end());
        if column + wide > width && column > indent.len() {
            folded.truncate(folded.trim_end_matches(' ').len());
            folded.push('\n');
            folded.push_str(&indent);
            column = indent.len();
        }
        folded.push_str(word);
        column += wide + (word.len() - word.trim_end_matches(' ').len());
    }
    folded
}

/// How many columns a word takes.
fn breadth(word: &str) -> usize {
    let mut escaped = false;
    let visible = word.chars().filter(|c| {
        let starts = *c == '\u{1b}';
        let hidden = escaped || starts;
        escaped = starts || (escaped && !c.is_ascii_alphabetic());
        !hidden && !c.is_control()
    });
    visible.count()
}

/// Writes `text` as it is.
///
/// # Errors
///
/// [`Error::Output`]; a broken pipe is none.
pub(crate) fn text(text: &str) -> Result<(), Error> {
    let mut out = anstream::stdout().lock();
    heard(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Whoever read the answer may have had enough of it (`cookie-charter … | head`): that is no failure, and changes no verdict.
fn heard(written: std::io::Result<()>) -> Result<(), Error> {
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(Error::Output),
    }
}

/// Writes `value` as indented JSON and a line end.
///
/// # Errors
///
/// As [`text`].
pub(crate) fn json(value: &impl Serialize) -> Result<(), Error> {
    text(&pretty(value)?)
}

/// A value as indented JSON and a line end.
///
/// # Errors
///
/// [`Error::Output`].
pub(crate) fn pretty(value: &impl Serialize) -> Result<String, Error> {
    let json = serde_json::to_string_pretty(value).map_err(|error| Error::Output(error.into()))?;
    Ok(json + "\n")
}

/// The formats that the ending of a file tells.
const ENDINGS: [(&str, ReportFormat); 10] = [
    ("inspection.json", ReportFormat::Inspection),
    (".txt", ReportFormat::Text),
    (".json", ReportFormat::Json),
    (".csv", ReportFormat::Csv),
    (".html", ReportFormat::Html),
    (".htm", ReportFormat::Html),
    (".md", ReportFormat::Markdown),
    (".markdown", ReportFormat::Markdown),
    (".sarif", ReportFormat::Sarif),
    (".xml", ReportFormat::Junit),
];

/// The files to write, each with its format: what was typed, or else what its ending tells, of the formats that can be.
///
/// # Errors
///
/// When neither tells, one format was typed for several files whose endings tell others, or a file is one of those that are
/// read.
pub(crate) fn formats<'a>(
    paths: &[PathBuf],
    typed: Option<ReportFormat>,
    read: impl Iterator<Item = &'a PathBuf>,
    can_be: &[ReportFormat],
) -> Result<Vec<(PathBuf, ReportFormat)>, Error> {
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    let read: Vec<PathBuf> = read.filter_map(|path| whole(path)).collect();
    let format = |path: &PathBuf| {
        if whole(path).is_some_and(|place| read.contains(&place)) {
            return Err(Error::Overwrites { path: path.clone() });
        }
        let told = told(path).filter(|told| can_be.contains(told));
        match (typed, told) {
            (Some(typed), Some(told)) if typed != told && paths.len() > 1 => {
                Err(Error::OneFormat { path: path.clone() })
            }
            (Some(typed), Some(told)) if typed != told => {
                let (path_told, typed_told, told) = (path.display(), name(typed), name(told));
                note(&format!(
                    "{path_told}: is written as {typed_told}, as --format says, though its ending tells {told}"
                ));
                Ok((path.clone(), typed))
            }
            (Some(format), _) | (None, Some(format)) => Ok((path.clone(), format)),
            (None, None) => {
                let endings = ENDINGS.iter().filter(|(_, format)| can_be.contains(format));
                Err(Error::NoFormat { path: path.clone(), endings: endings.map(|(ending, _)| *ending).collect() })
            }
        }
    };
    paths.iter().map(format).collect()
}

/// A format as it is typed.
fn name(format: ReportFormat) -> String {
    format.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// The format that the ending of a file tells.
fn told(path: &Path) -> Option<ReportFormat> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let is_its = |ending: &str| name.ends_with(ending) && (ending.starts_with('.') || name == ending);
    ENDINGS.iter().find(|(ending, _)| is_its(ending)).map(|(_, format)| *format)
}

/// Writes a file.
///
/// # Errors
///
/// [`Error::Unwritable`].
pub(crate) fn file(path: &Path, content: &str) -> Result<(), Error> {
    std::fs::write(path, content).map_err(|source| Error::Unwritable { path: path.to_owned(), source })
}

/// Writes a report in the format asked for. A terminal that wants none gets no colours.
///
/// # Errors
///
/// As [`text`].
pub(crate) fn report(report: &Report, format: ReportFormat, language: &str) -> Result<(), Error> {
    match format {
        ReportFormat::Text => folded(&Format::Text(Paint::Ansi).write(report, language)),
        format => bytes(written(report, format, language).as_bytes()),
    }
}

/// A report in a format, without colours.
pub(crate) fn written(report: &Report, format: ReportFormat, language: &str) -> String {
    let format = match format {
        ReportFormat::Text => Format::Text(Paint::Plain),
        ReportFormat::Json => Format::Json,
        ReportFormat::Csv => Format::Csv,
        ReportFormat::Html => Format::Html,
        ReportFormat::Markdown => Format::Markdown,
        ReportFormat::Sarif => Format::Sarif,
        ReportFormat::Junit => Format::Junit,
        ReportFormat::Inspection => Format::Inspection,
        ReportFormat::DraftHtml => Format::DraftHtml,
        ReportFormat::DraftMarkdown => Format::DraftMarkdown,
        ReportFormat::DraftCsv => Format::DraftCsv,
    };
    format.write(report, language)
}

/// Writes bytes as they are.
///
/// # Errors
///
/// As [`text`].
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    heard(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Says something beside the answer, on standard error: a failure, or what the person should know.
pub(crate) fn note(words: &impl std::fmt::Display) {
    // Nobody is left to be told when standard error is closed.
    let _ = writeln!(std::io::stderr(), "cookie-charter: {}", plain(&words.to_string()));
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn long_lines_go_on_below_their_beginning() {
        assert_eq!(fold("  one two three four\n", 10), "  one two\n  three\n  four\n");
        assert_eq!(fold("\u{1b}[1mone\u{1b}[0m two\n", 7), "\u{1b}[1mone\u{1b}[0m two\n");
        assert_eq!(fold("overlongword next\n", 5), "overlongword\nnext\n");
        assert_eq!(fold("    ✗ été 12 jours", 12), "    ✗ été 12\n    jours");
    }
}
