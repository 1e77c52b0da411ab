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

/// As [`http`], where an address without a scheme is taken as one of https: `example.org`, `localhost:8080/page`.
///
/// # Errors
///
/// As [`http`].
pub(crate) fn site(typed: &str) -> Result<String, Error> {
    let typed = typed.trim();
    if is_bare(typed) { http(&format!("https://{typed}")) } else { http(typed) }
}

/// Whether this is a host, perhaps with a port and a path, and no scheme before it.
fn is_bare(typed: &str) -> bool {
    let place = typed.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = place.rsplit_once(':').unwrap_or((place, "0"));
    let named = host == "localhost" || host.contains('.') && !host.starts_with('.');
    named && port.parse::<u16>().is_ok() && !typed.contains(['@', ' '])
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
