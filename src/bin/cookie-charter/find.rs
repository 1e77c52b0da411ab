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
    /// What is called a charter and leads to another site or to a file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    beside: Vec<Candidate>,
}

/// Ranks the links of the page and prints them.
///
/// # Errors
///
/// When the page cannot be opened, its address is none, or the answer cannot be written.
pub(crate) fn run(args: &Find) -> Result<Verdict, Error> {
    let address = address::bare(&address::http(&args.address)?);
    let page = page::open(&args.page, Some(address))?;
    let answer = Answer { candidates: find::find(&page), beside: find::beside(&page) };
    match args.format {
        Format::Json => output::json(&answer)?,
        Format::Text => output::text(&text(&answer))?,
    }
    Ok(Verdict::Clear)
}

fn text(Answer { candidates, beside }: &Answer) -> String {
    let mut text = String::new();
    for candidate in candidates {
        let _ = writeln!(text, "{:.2}  {}", candidate.score, line(candidate));
    }
    if candidates.is_empty() {
        text.push_str("No link of this page leads to a charter of this site that can be read.\n");
    }
    if !beside.is_empty() {
        text.push_str("Named as a charter, and not followed:\n");
    }
    for named in beside {
        let _ = writeln!(text, "      {}", line(named));
    }
    text
}

/// The address of a link, its words, and why it is there.
fn line(Candidate { address, text, reason, .. }: &Candidate) -> String {
    let why = match reason.as_str() {
        "link-text" => "its words name a charter",
        "address" => "its address names a charter",
        "consent-platform" => "at a consent platform, where sites publish theirs",
        "other-site" => "at another site",
        "file" => "a file; its text, saved as .txt, can be given to read and audit",
        _ => "a legal page, which may hold the charter or lead to it",
    };
    format!("{}\n      “{}” ({why})", plain(address), plain(text.trim()))
}
