//! Hosts, registrable domains, and whose cookie it is: the only place that knows public suffixes.

mod punycode;
mod suffix;

use std::net::IpAddr;

/// The host of an address (`https://data.isere.fr:8443/x` → `data.isere.fr`), lower case, in ASCII, without port and
/// brackets. `None` when the address is not http(s) or names no host.
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
    let name = ascii(name);
    (!name.is_empty()).then_some(name)
}

/// A host as the wire writes it: lower case, punycode, without leading and trailing dots.
pub fn ascii(host: &str) -> String {
    let lower = host.trim_matches('.').to_lowercase();
    if lower.is_ascii() {
        return lower;
    }
    let labels: Vec<_> = lower.split('.').map(punycode::label).collect();
    labels.join(".")
}

/// The registrable domain of a host ("data.isere.fr" → "isere.fr"), by the public suffix list, private section included.
/// `None` for IP addresses, single labels and public suffixes themselves.
///
/// Names under `localhost` are sites of their own, as in browsers: `localhost` is a suffix by the list's default rule.
pub fn registrable(host: &str) -> Option<&str> {
    let name = host.strip_suffix('.').unwrap_or(host);
    if name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return None;
    }
    let mut dots = name.rmatch_indices('.').map(|(dot, _)| dot);
    let suffix = suffix::labels(name);
    // The registrable domain has one label more than the public suffix.
    dots.nth(suffix - 1)?;
    let start = dots.next().map_or(0, |dot| dot + 1);
    let domain = name.get(start..)?;
    domain.split('.').all(|label| !label.is_empty()).then_some(domain)
}

/// Whether two hosts belong to one site: the same registrable domain, or the same host where there is none.
pub fn same_site(a: &str, b: &str) -> bool {
    let (a, b) = (ascii(a.trim_matches(['[', ']'])), ascii(b.trim_matches(['[', ']'])));
    match (registrable(&a), registrable(&b)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}

/// Whether a host is this very machine, whatever the network: browsers take connections to it for secure.
pub fn is_this_machine(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']).trim_end_matches('.');
    match host.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host.strip_suffix("localhost").is_some_and(|rest| rest.is_empty() || rest.ends_with('.')),
    }
}

#[cfg(test)]
mod tests {
    use super::{ascii, host, is_this_machine, registrable, same_site};

    #[test]
    fn this_machine_is_no_other_of_its_network() {
        for host in ["localhost", "a.b.localhost", "localhost.", "127.0.0.1", "127.9.9.9", "::1", "[::1]"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in
            ["box.local", "intranet", "app.internal", "10.0.0.1", "192.168.1.1", "notlocalhost", "fe80::1", "0.0.0.0"]
        {
            assert!(!is_this_machine(host), "{host}");
        }
        assert!(same_site("[::1]", "::1"));
    }

    #[test]
    fn the_host_of_an_address() {
        for (address, expected) in [
            ("https://User@Data.Isere.fr:8443/x?y", Some("data.isere.fr")),
            ("http://[::1]:80/", Some("::1")),
            ("https://château.fr./", Some("xn--chteau-xta.fr")),
            ("about:blank", None),
            ("file:///tmp/x", None),
            ("https://", None),
        ] {
            assert_eq!(host(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn registrable_domains() {
        for (host, expected) in [
            ("data.isere.fr", Some("isere.fr")),
            ("isere.fr", Some("isere.fr")),
            ("fr", None),
            ("a.b.example.co.uk", Some("example.co.uk")),
            ("co.uk", None),
            ("someone.github.io", Some("someone.github.io")),
            ("github.io", None),
            ("www.ck", Some("www.ck")),
            ("x.y.ck", Some("x.y.ck")),
            ("city.kobe.jp", Some("city.kobe.jp")),
            ("x.kobe.jp", None),
            ("www.mairie.unknown-top", Some("mairie.unknown-top")),
            ("Data.ISERE.fr", Some("ISERE.fr")),
            ("www.食狮.公司.cn", Some("食狮.公司.cn")),
            ("data.isere.fr.", Some("isere.fr")),
            ("127.0.0.1", None),
            ("[::1]", None),
            ("::1", None),
            ("localhost", None),
            ("", None),
            (".", None),
            ("..", None),
            (".fr", None),
            ("a..fr", None),
        ] {
            assert_eq!(registrable(host), expected, "{host}");
        }
    }

    #[test]
    fn sites_on_loopback_are_different_sites() {
        assert_eq!(registrable("stats.tracker.localhost"), Some("tracker.localhost"));
        assert!(!same_site("opendata.localhost", "tracker.localhost"));
        assert!(same_site("127.0.0.1", "127.0.0.1"));
        assert!(!same_site("127.0.0.1", "127.0.0.2"));
    }

    #[test]
    fn a_site_has_one_name_however_it_is_written() {
        assert_eq!(ascii(".Château.FR"), "xn--chteau-xta.fr");
        assert_eq!(ascii("münchen.de"), "xn--mnchen-3ya.de");
        assert_eq!(ascii("日本語.jp"), "xn--wgv71a119e.jp");
        assert!(same_site("www.château.fr", "xn--chteau-xta.fr"));
        assert!(!same_site("a.github.io", "b.github.io"));
    }
}
