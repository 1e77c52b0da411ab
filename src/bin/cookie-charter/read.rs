//! `read`: the cookies that a page declares.

use crate::args::{Format, Read, ReportFormat};
use crate::error::Error;
use crate::{Verdict, address, audit, output, page};
use cookie_charter::charter;
use cookie_charter::report::declared::declared;

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
    let can_be = [ReportFormat::Text, ReportFormat::Json];
    let outputs = output::formats(&args.output, typed, std::iter::once(&args.page), &can_be)?;
    let charter = charter::read(&page::open(&args.page, address)?);
    let language = args.language.clone().unwrap_or_else(audit::language);
    for (path, format) in &outputs {
        let written =
            if *format == ReportFormat::Json { output::pretty(&charter)? } else { declared(&charter, &language) };
        output::file(path, &written)?;
    }
    match args.format.unwrap_or_default() {
        _ if !outputs.is_empty() => {}
        Format::Json => output::json(&charter)?,
        Format::Text => output::folded(&declared(&charter, &language))?,
    }
    Ok(Verdict::Clear)
}
