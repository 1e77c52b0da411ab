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
        _ => Err(Error::Address { typed: unsigned(typed).chars().take(200).collect() }),
    }
}

/// An address without name and password.
pub(crate) fn bare(address: &str) -> String {
    let Ok(mut url) = url::Url::parse(address) else { return address.to_owned() };
    // Only addresses without host refuse it, and they have neither.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    url.into()
}

/// What was typed and is no address, without what looks like a name and password: what stands behind its last `@`.
pub(crate) fn unsigned(typed: &str) -> &str {
    typed.rsplit('@').next().unwrap_or_default()
}
