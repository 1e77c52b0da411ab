//! `read`: the cookies that a page declares.

use crate::args::{Format, Read, ReportFormat};
use crate::error::Error;
use crate::{Verdict, address, audit, output, page};
use cookie_charter::charter;
use cookie_charter::report::declared::declared;
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
    let language = args.language.clone().unwrap_or_else(audit::language);
    for (path, format) in &outputs {
        let written = if *format == Format::Json { output::pretty(&charter)? } else { declared(&charter, &language) };
        output::file(path, &written)?;
    }
    match args.format.unwrap_or_default() {
        _ if !outputs.is_empty() => {}
        Format::Json => output::json(&charter)?,
        Format::Text => output::folded(&declared(&charter, &language))?,
    }
    Ok(Verdict::Clear)
}
