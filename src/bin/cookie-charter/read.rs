//! `read`: the cookies that a page declares.

use crate::args::{Format, Read, ReportFormat};
use crate::error::Error;
use crate::{Verdict, address, output, page};
use cookie_charter::charter::lifetime::Length;
use cookie_charter::charter::{self, Charter, Declaration};
use cookie_charter::report::text::plain;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Reads the page and prints its charter.
///
/// # Errors
///
/// When the page cannot be opened, its address is none, or the answer cannot be written.
pub(crate) fn run(args: &Read) -> Result<Verdict, Error> {
    let address = args.address.as_deref().map(address::http).transpose()?.map(|address| address::bare(&address));
    let typed = args.format.map(|format| match format {
        Format::Json => ReportFormat::Json,
        Format::Text => ReportFormat::Text,
    });
    let format = |path: &PathBuf| match output::format(path, typed, std::iter::once(&args.page))? {
        ReportFormat::Json => Ok((path.clone(), Format::Json)),
        ReportFormat::Text => Ok((path.clone(), Format::Text)),
        _ => Err(Error::NoFormat { path: path.clone() }),
    };
    let outputs = args.output.iter().map(format).collect::<Result<Vec<_>, Error>>()?;
    let charter = charter::read(&page::open(&args.page, address)?);
    for (path, format) in &outputs {
        let written = if *format == Format::Json { output::pretty(&charter)? } else { text(&charter) };
        output::file(path, &written)?;
    }
    match args.format.unwrap_or_default() {
        _ if !outputs.is_empty() => {}
        Format::Json => output::json(&charter)?,
        Format::Text => output::folded(&text(&charter))?,
    }
    Ok(Verdict::Clear)
}

fn text(charter: &Charter) -> String {
    let mut text = String::new();
    let language = charter.language.as_deref().unwrap_or("unknown language");
    let address = charter.source.address.as_deref().unwrap_or("no address");
    let _ = writeln!(text, "{address} ({language})\nSHA-256 {}\n", charter.source.sha256);
    let count = charter.declarations.len();
    let _ = writeln!(text, "{count} declared{}", if count == 0 { "." } else { ":" });
    for declaration in &charter.declarations {
        text.push_str(&row(declaration));
    }
    for statement in &charter.claims {
        let _ = writeln!(text, "\nclaims {}: “{}”", word(&statement.claim), plain(&statement.excerpt));
    }
    for doubt in &charter.doubts {
        let _ = writeln!(text, "\ndoubt {}: “{}”", word(&doubt.doubt), plain(&doubt.excerpt));
    }
    text
}

fn row(declaration: &Declaration) -> String {
    let mut row = format!("\n  {}", plain(&declaration.name));
    if declaration.as_written != declaration.name {
        let _ = write!(row, "  (written “{}”)", plain(&declaration.as_written));
    }
    row.push('\n');
    let mut line = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            let _ = writeln!(row, "    {label:<9} {}", plain(&value));
        }
    };
    line("kind", (declaration.kind != charter::Kind::Cookie).then(|| word(&declaration.kind)));
    line("provider", declaration.provider.clone());
    line("service", declaration.service.clone());
    line("domain", declaration.domain.clone());
    line("purpose", declaration.purpose.clone());
    line("category", declaration.category.map(|category| word(&category)));
    line("party", declaration.party.map(|party| word(&party)));
    line("lifetime", declaration.lifetime.as_ref().map(|it| format!("{} ({})", it.as_written, length(it.length))));
    let place = declaration.evidence.row.map(|row| format!(", row {row}")).unwrap_or_default();
    line("section", declaration.evidence.section.as_ref().map(|section| format!("{section}{place}")));
    for doubt in &declaration.doubts {
        line("doubt", Some(format!("{}: “{}”", word(&doubt.doubt), doubt.excerpt)));
    }
    row
}

fn length(length: Length) -> String {
    match length {
        Length::Session(_) => "session".to_owned(),
        Length::Seconds(seconds) => format!("{seconds} s"),
        Length::Unbounded(_) => "unbounded".to_owned(),
    }
}

/// The JSON word of a closed set's member, which is also its word in the terminal.
fn word(member: &impl serde::Serialize) -> String {
    match serde_json::to_value(member) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
