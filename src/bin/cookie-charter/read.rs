//! `read`: the cookies that a page declares.

use crate::args::{Format, Read};
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
    let charter = charter::read(&page::open(&args.page, address)?);
    match args.format {
        Format::Json => output::json(&charter)?,
        Format::Text => {
            let language = args.language.clone().unwrap_or_else(audit::language);
            output::folded(&declared(&charter, &language))?;
        }
    }
    Ok(Verdict::Clear)
}
