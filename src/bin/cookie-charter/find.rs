//! `find`: where is the charter?

use crate::args::{Find, Format};
use crate::error::Error;
use crate::{Verdict, address, output, page};
use cookie_charter::charter::find::{self, Candidate};
use cookie_charter::report::text::plain;
use serde::Serialize;
use std::fmt::Write as _;

/// The JSON answer.
#[derive(Serialize)]
struct Answer {
    candidates: Vec<Candidate>,
}

/// Ranks the links of the page and prints them.
///
/// # Errors
///
/// When the page cannot be opened, its address is none, or the answer cannot be written.
pub(crate) fn run(args: &Find) -> Result<Verdict, Error> {
    let address = address::bare(&address::http(&args.address)?);
    let candidates = find::find(&page::open(&args.page, Some(address))?);
    match args.format {
        Format::Json => output::json(&Answer { candidates })?,
        Format::Text => output::text(&text(&candidates))?,
    }
    Ok(Verdict::Clear)
}

fn text(candidates: &[Candidate]) -> String {
    if candidates.is_empty() {
        return "No link of this page leads to a charter.\n".to_owned();
    }
    let mut text = String::new();
    for Candidate { address, text: words, score, reason } in candidates {
        let _ = writeln!(text, "{score:.2}  {}\n      “{}” ({reason})", plain(address), plain(words.trim()));
    }
    text
}
