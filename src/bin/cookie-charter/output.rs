//! The answer, on standard output.

use crate::error::Error;
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

/// Makes the words of a page harmless to a terminal: control characters, escape sequences included, become spaces.
pub(crate) fn plain(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
