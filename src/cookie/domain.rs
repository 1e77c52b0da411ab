//! Hosts, registrable domains, and whose cookie it is: the only place that knows public suffixes.

use std::net::IpAddr;

/// The host of an address ("https://data.isere.fr:8443/x" → "data.isere.fr"), lower case, without port and brackets.
/// `None` when the address is not http(s) or names no host.
pub fn host(address: &str) -> Option<String> {
    let (scheme, rest) = address.trim().split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let place = authority.rsplit('@').next()?;
    let name = match place.strip_prefix('[') {
        Some(bracketed) => bracketed.split(']').next()?,
        None => place.split(':').next()?,
    };
    let name = name.trim_end_matches('.').to_lowercase();
    (!name.is_empty()).then_some(name)
}

/// The registrable domain of a host ("data.isere.fr" → "isere.fr"), by the public suffix list, private section included.
/// `None` for IP addresses, single labels and public suffixes themselves.
pub fn registrable(host: &str) -> Option<&str> {
    if host.parse::<IpAddr>().is_ok() {
        return None;
    }
    let (left, _) = host.rsplit_once('.')?;
    let start = left.rfind('.').map_or(0, |dot| dot + 1);
    host.get(start..)
}

/// Whether two hosts belong to one site: the same registrable domain, or the same host where there is none.
pub fn same_site(a: &str, b: &str) -> bool {
    match (registrable(a), registrable(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::{host, registrable, same_site};

    #[test]
    fn the_host_of_an_address() {
        assert_eq!(host("https://User@Data.Isere.fr:8443/x?y").as_deref(), Some("data.isere.fr"));
        assert_eq!(host("http://[::1]:80/").as_deref(), Some("::1"));
        assert_eq!(host("about:blank"), None);
        assert_eq!(host("file:///tmp/x"), None);
    }

    #[test]
    fn sites_on_loopback_are_different_sites() {
        assert_eq!(registrable("stats.tracker.localhost"), Some("tracker.localhost"));
        assert!(!same_site("opendata.localhost", "tracker.localhost"));
        assert!(same_site("127.0.0.1", "127.0.0.1"));
        assert!(!same_site("127.0.0.1", "127.0.0.2"));
    }
}
