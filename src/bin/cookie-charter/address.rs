//! Addresses as typed → addresses as the core expects them.

use crate::error::Error;

/// Checks that `typed` is an http or https address, and writes it in its normal form (international host names in
/// Punycode, as cookies carry them).
///
/// # Errors
///
/// [`Error::Address`] when it is anything else.
pub(crate) fn http(typed: &str) -> Result<String, Error> {
    match url::Url::parse(typed.trim()) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url.into()),
        _ => Err(Error::Address { typed: typed.to_owned() }),
    }
}
