//! Which addresses a charter may be fetched from.

use crate::charter::find::is_platform;
use crate::cookie::domain::same_site;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An address, as a browser's own parser takes it apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// The whole address, without fragment.
    pub(super) href: String,
    /// `http` or `https`.
    pub(super) scheme: String,
    /// The host, lower case, without port and brackets.
    pub(super) host: String,
    /// The port; empty when it is the scheme's own.
    pub(super) port: String,
    /// A name or a password stands in the address.
    pub(super) credentials: bool,
}

/// Who asked for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A link of the visited site: its charter is on the same site or at a known platform.
    Found,
    /// The person, who may point anywhere public.
    Pointed,
}

/// Whether a page of `site` may lead to a request to `to`.
///
/// The scheme is https or the site's own. The machine itself and private networks are reached from a site that is
/// itself there, and only on that very site. Another port is the site's own or the scheme's usual one.
pub(super) fn allowed(site: &Address, to: &Address, origin: Origin) -> bool {
    let scheme = to.scheme == "https" || (to.scheme == "http" && site.scheme == "http");
    let scheme = scheme || (to.scheme == "http" && origin == Origin::Pointed);
    let port = to.port.is_empty() || to.port == site.port;
    let same = same_site(&site.host, &to.host);
    let place = if inside(&to.host) {
        same && inside(&site.host)
    } else {
        same || origin == Origin::Pointed || (to.scheme == "https" && is_platform(&to.host))
    };
    scheme && port && place && !to.credentials
}

/// Whether a host is this machine, a private network, or a name that only resolves inside one.
pub(super) fn inside(host: &str) -> bool {
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => inside_v4(address),
        Ok(IpAddr::V6(address)) => inside_v6(address),
        Err(_) => {
            // RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), ICANN 2024 (internal); single labels are local names.
            let host = host.trim_end_matches('.');
            !host.contains('.')
                || ["localhost", "local", "internal", "home.arpa"]
                    .iter()
                    .any(|zone| host.strip_suffix(zone).is_some_and(|rest| rest.ends_with('.')))
        }
    }
}

/// The special-purpose blocks of the IANA registry that do not lead to the internet (RFC 6890).
fn inside_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || first == 0
        || first >= 240
        || (first == 100 && (64..128).contains(&second))
        || (first == 198 && (18..20).contains(&second))
        || (first == 192 && second == 0)
}

fn inside_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    if let Some(mapped) = address.to_ipv4() {
        return inside_v4(mapped);
    }
    // 64:ff9b::/96 and 2002::/16 carry an IPv4 address that a translator reaches.
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || (first & 0xfe00) == 0xfc00
        || (first & 0xffc0) == 0xfe80
        || (first == 0x64 && second == 0xff9b)
        || first == 0x2002
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        let (scheme, rest) = text.split_once("://").unwrap();
        let (credentials, rest) = rest.split_once('@').map_or((false, rest), |(_, rest)| (true, rest));
        let (host, port) = rest.rsplit_once('#').unwrap_or((rest, ""));
        Address {
            href: text.to_owned(),
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            port: port.to_owned(),
            credentials,
        }
    }

    #[track_caller]
    fn check(site: &str, to: &str, found: bool, pointed: bool) {
        let (site, to) = (address(site), address(to));
        assert_eq!(allowed(&site, &to, Origin::Found), found, "{to:?} found");
        assert_eq!(allowed(&site, &to, Origin::Pointed), pointed, "{to:?} pointed");
    }

    #[test]
    fn a_charter_is_on_its_site_or_at_a_platform() {
        check("https://opendata.isere.fr", "https://www.isere.fr", true, true);
        check("https://opendata.isere.fr", "https://consent.cookiebot.com", true, true);
        check("https://opendata.isere.fr", "https://other.fr", false, true);
        check("https://opendata.isere.fr", "http://www.isere.fr", false, true);
        check("http://www.isere.fr", "http://www.isere.fr", true, true);
        check("https://www.isere.fr", "ftp://www.isere.fr", false, false);
        check("https://www.isere.fr", "https://www.isere.fr#6379", false, false);
        check("https://www.isere.fr#8443", "https://www.isere.fr#8443", true, true);
        check("https://www.isere.fr", "https://a@www.isere.fr", false, false);
    }

    #[test]
    fn inside_is_reached_from_inside_alone() {
        check("https://www.isere.fr", "https://192.168.1.1", false, false);
        check("https://www.isere.fr", "https://localhost", false, false);
        check("http://opendata.localhost#8000", "http://opendata.localhost#8000", true, true);
        check("http://opendata.localhost", "http://router.localhost", false, false);
        check("http://192.168.1.1", "http://192.168.1.1", true, true);
        check("http://192.168.1.1", "http://192.168.1.2", false, false);
        check("http://opendata.localhost", "https://www.isere.fr", false, true);
    }

    #[test]
    fn knows_what_is_inside() {
        for host in [
            "localhost",
            "a.localhost",
            "127.0.0.2",
            "10.1.2.3",
            "172.31.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "printer",
            "nas.local",
            "db.internal",
            "x.home.arpa",
            "255.255.255.255",
            "192.0.0.8",
        ] {
            assert!(inside(host), "{host}");
        }
        for host in ["isere.fr", "93.184.215.14", "2606:2800:21f::1", "mylocal", "notlocalhost.fr", "172.32.0.1"]
            .iter()
            .filter(|host| host.contains(['.', ':']))
        {
            assert!(!inside(host), "{host}");
        }
    }
}
