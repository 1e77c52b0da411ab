//! A `Set-Cookie` header → the cookie a browser would make of it (RFC 6265bis §5.6 and §5.7), without its value.

use super::domain::registrable;
use super::moment::cookie_date;
use super::{Cookie, Partition, Refusal, SameSite, Setter, Stage, Untold};
use std::net::IpAddr;

/// Browsers refuse a name and value longer than this together, in bytes (RFC 6265bis §5.6, step 6).
const LONGEST_PAIR: usize = 4096;

/// Where and when a header was received.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The host that answered, lower case, without port.
    pub host: &'a str,
    /// The path that was asked for, without query.
    pub path: &'a str,
    /// The connection was secure, or went to this very machine (which browsers trust alike).
    pub secure: bool,
    /// When, in seconds since 1970.
    pub now: u64,
    /// The site in the address bar, with its scheme: where a `Partitioned` cookie lives. `None` when unknown.
    pub top_level_site: Option<&'a str>,
}

/// A `Set-Cookie` header, read. It never had a value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SetCookie {
    /// The name; empty for a nameless cookie.
    pub name: String,
    /// Seconds to live; negative or zero removes the cookie. `None` for the session, or when `expires` tells.
    pub max_age: Option<i64>,
    /// When it expires, seconds since 1970. `max_age` outranks it.
    pub expires: Option<u64>,
    /// The `Domain` attribute, without leading dot, lower case. `None` for the answering host alone.
    pub domain: Option<String>,
    /// The `Path` attribute. `None` for the default path.
    pub path: Option<String>,
    /// The `Secure` attribute.
    pub secure: bool,
    /// The `HttpOnly` attribute.
    pub http_only: bool,
    /// The `SameSite` attribute. `None` when absent or unknown.
    pub same_site: Option<SameSite>,
    /// The `Partitioned` attribute.
    pub partitioned: bool,
    /// Why a browser refuses it wherever it comes from. `None` when nothing in the header itself speaks against it.
    pub refused: Option<Refusal>,
}

/// What becomes of a header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The browser holds, or refuses ([`Cookie::refused`]), this cookie.
    Cookie(Box<Cookie>),
    /// It had expired when it came: the browser removes the cookie of this identity.
    Removed(Box<Cookie>),
}

/// Reads one header; several joined by line feeds must be split before. `None` when a browser ignores it: control
/// characters, or neither name nor value.
pub fn parse(header: &str) -> Option<SetCookie> {
    let (pair, _) = header.split_once(';').unwrap_or((header, ""));
    let (name, value) = pair.split_once('=').unwrap_or(("", pair));
    let (name, value) = (trim(name), trim(value));
    let mut set = parse_cut(header, name.len() + value.len())?;
    let prefixed = ["__Secure-", "__Host-", "__Http-"].iter().any(|it| prefix(value, it));
    if name.is_empty() && prefixed && set.refused.is_none() {
        set.refused = Some(Refusal::Prefix);
    }
    Some(set)
}

/// The same of a header without its value, which had this many bytes with its name.
pub fn parse_cut(header: &str, length: usize) -> Option<SetCookie> {
    if header.chars().any(|c| c.is_ascii_control() && c != '\t') || length == 0 {
        return None;
    }
    let (pair, attributes) = header.split_once(';').unwrap_or((header, ""));
    let (name, _) = pair.split_once('=').unwrap_or(("", pair));
    let mut set = SetCookie { name: trim(name).to_owned(), ..SetCookie::default() };
    for attribute in attributes.split(';') {
        let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        set.take(&trim(key).to_ascii_lowercase(), trim(value));
    }
    set.refused = if length > LONGEST_PAIR {
        Some(Refusal::Oversize)
    } else if set.breaks_prefix() {
        Some(Refusal::Prefix)
    } else if !set.secure && (set.partitioned || set.same_site == Some(SameSite::None)) {
        Some(Refusal::NotSecure)
    } else {
        None
    };
    Some(set)
}

impl SetCookie {
    /// One attribute; the last one of a name wins. Values longer than 1,024 bytes are ignored (§5.6).
    fn take(&mut self, key: &str, value: &str) {
        if value.len() > 1024 {
            return;
        }
        match key {
            "expires" => self.expires = cookie_date(value).or(self.expires),
            "max-age" => self.max_age = max_age(value).or(self.max_age),
            "domain" => {
                let domain = value.strip_prefix('.').unwrap_or(value).trim_matches(['[', ']']).to_lowercase();
                self.domain = (!domain.is_empty()).then_some(domain);
            }
            "path" => self.path = value.starts_with('/').then(|| value.to_owned()),
            "secure" => self.secure = true,
            "httponly" => self.http_only = true,
            "partitioned" => self.partitioned = true,
            "samesite" => {
                self.same_site = match value.to_ascii_lowercase().as_str() {
                    "none" => Some(SameSite::None),
                    "lax" => Some(SameSite::Lax),
                    "strict" => Some(SameSite::Strict),
                    _ => None,
                }
            }
            _ => {}
        }
    }

    fn breaks_prefix(&self) -> bool {
        let host = !self.secure || self.domain.is_some() || self.path.as_deref() != Some("/");
        let http = !self.secure || !self.http_only;
        let breaks = |start: &str, broken: bool| broken && prefix(&self.name, start);
        breaks("__Secure-", !self.secure)
            || breaks("__Host-", host)
            || breaks("__Http-", http)
            || breaks("__Host-Http-", http)
    }

    /// What a browser that received this header in `answer` makes of it. Who set it and at which stage is the caller's to add.
    pub fn outcome(self, answer: &Answer<'_>) -> Outcome {
        let lifetime = match (self.max_age, self.expires) {
            (Some(seconds), _) => Some(seconds),
            (None, Some(at)) => Some(i64::try_from(at).unwrap_or(i64::MAX).saturating_sub_unsigned(answer.now)),
            (None, None) => None,
        };
        let left = lifetime.map(|seconds| u64::try_from(seconds).unwrap_or(0));
        let (domain, refused) = match self.domain {
            Some(domain) if domain != answer.host => {
                let covers = matches(answer.host, &domain) && registrable(&domain).is_some();
                (Some(domain), (!covers).then_some(Refusal::Domain))
            }
            // A public suffix may set cookies for itself alone (§5.7, step 9).
            Some(domain) => (registrable(&domain).is_some().then_some(domain), None),
            None => (None, None),
        };
        let insecure = (self.secure && !answer.secure).then_some(Refusal::InsecureConnection);
        let partition = answer.top_level_site.filter(|_| self.partitioned);
        let cookie = Box::new(Cookie {
            name: self.name,
            host_only: domain.is_none(),
            domain: domain.unwrap_or_else(|| answer.host.to_owned()),
            path: self.path.unwrap_or_else(|| default_path(answer.path)),
            store: None,
            partition: partition
                .map(|site| Partition { top_level_site: site.to_owned(), has_cross_site_ancestor: None }),
            secure: self.secure,
            http_only: self.http_only,
            same_site: self.same_site,
            expires: left.map(|seconds| answer.now.saturating_add(seconds)),
            set_for: left,
            longest_set_for: None,
            set_at: Some(answer.now),
            set_by: None::<Setter>,
            stage: Stage::Unknown,
            refused: self.refused.or(refused).or(insecure),
            only_sent: false,
            untold: Untold::Nothing,
        });
        if left == Some(0) { Outcome::Removed(cookie) } else { Outcome::Cookie(cookie) }
    }
}

/// Whether a cookie of `domain` is sent to `host` (§5.1.3).
fn matches(host: &str, domain: &str) -> bool {
    let under = host.strip_suffix(domain).is_some_and(|left| left.is_empty() || left.ends_with('.'));
    host == domain || (under && host.parse::<IpAddr>().is_err())
}

/// The path up to its last slash (§5.1.4).
fn default_path(path: &str) -> String {
    match path.rfind('/') {
        Some(last) if last > 0 && path.starts_with('/') => path.get(..last).unwrap_or("/").to_owned(),
        _ => "/".to_owned(),
    }
}

fn max_age(value: &str) -> Option<i64> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(value.parse().unwrap_or(if value.starts_with('-') { i64::MIN } else { i64::MAX }))
}

fn prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: u64 = 1_795_392_000;

    fn answer() -> Answer<'static> {
        Answer {
            host: "www.example.org",
            path: "/a/b",
            secure: true,
            now: NOW,
            top_level_site: Some("https://site.fr"),
        }
    }

    #[track_caller]
    fn held(header: &str) -> Cookie {
        match parse(header).map(|set| set.outcome(&answer())) {
            Some(Outcome::Cookie(cookie)) => *cookie,
            other => panic!("{header}: {other:?}"),
        }
    }

    #[test]
    fn attributes_are_read_in_any_case_and_order() {
        let cookie = held("sid=x=y; HTTPONLY;secure ; Path=/p; max-age=60; SameSite=lAx; Domain=.Example.ORG");
        assert_eq!((cookie.name.as_str(), cookie.domain.as_str(), cookie.path.as_str()), ("sid", "example.org", "/p"));
        assert!(cookie.http_only && cookie.secure && !cookie.host_only);
        assert_eq!((cookie.same_site, cookie.set_for, cookie.expires), (Some(SameSite::Lax), Some(60), Some(NOW + 60)));
        assert_eq!(cookie.refused, None);
    }

    #[test]
    fn what_is_absent_has_its_default() {
        let cookie = held("sid=1");
        assert_eq!((cookie.domain.as_str(), cookie.path.as_str(), cookie.host_only), ("www.example.org", "/a", true));
        assert_eq!((cookie.expires, cookie.set_for, cookie.same_site), (None, None, None));
    }

    #[test]
    fn nameless_cookies_exist_and_nothing_does_not() {
        assert_eq!(held("secure; httponly").name, "");
        assert_eq!(held("=v").name, "");
        assert_eq!(parse("=; Path=/"), None);
        assert_eq!((parse_cut("=; Path=/", 0), parse_cut("=; Path=/", 8)), (None, parse("=value; Path=/")));
        assert_eq!(parse("a=b\u{0}c"), None);
    }

    #[test]
    fn max_age_outranks_expires_and_nonsense_is_ignored() {
        assert_eq!(held("a=1; Max-Age=10; Expires=Mon, 23 Nov 2099 09:00:00 GMT").set_for, Some(10));
        assert_eq!(held("a=1; Max-Age=ten; Expires=Mon, 23 Nov 2026 09:00:00 GMT").set_for, Some(9 * 3600));
        assert_eq!(held("a=1; Expires=tomorrow").expires, None);
        assert_eq!(held("a=1; Max-Age=99999999999999999999").set_for, Some(i64::MAX.unsigned_abs()));
    }

    #[test]
    fn an_expired_cookie_removes_the_held_one() {
        for header in ["a=; Max-Age=0", "a=; Max-Age=-5", "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT"] {
            assert!(matches!(parse(header).map(|set| set.outcome(&answer())), Some(Outcome::Removed(_))), "{header}");
        }
    }

    #[test]
    fn refusals_have_their_reason() {
        let refused = |header: &str| held(header).refused;
        assert_eq!(refused("a=1; Domain=other.org"), Some(Refusal::Domain));
        assert_eq!(refused("a=1; Domain=ple.org"), Some(Refusal::Domain));
        assert_eq!(refused("a=1; Domain=org"), Some(Refusal::Domain));
        let local = Answer { host: "::1", ..answer() };
        let Some(Outcome::Cookie(cookie)) = parse("a=1; Domain=[::1]").map(|set| set.outcome(&local)) else { panic!() };
        assert_eq!((cookie.domain.as_str(), cookie.host_only, cookie.refused), ("::1", true, None));
        assert_eq!(refused("__Host-a=1; Secure; Path=/"), None);
        assert_eq!(refused("__host-a=1; Secure"), Some(Refusal::Prefix));
        assert_eq!(refused("__Secure-a=1"), Some(Refusal::Prefix));
        for (header, expected) in [
            ("__Http-a=1; Secure; HttpOnly", None),
            ("__Http-a=1; Secure", Some(Refusal::Prefix)),
            ("__Http-a=1; HttpOnly", Some(Refusal::Prefix)),
            ("__Host-Http-a=1; Secure; HttpOnly; Path=/", None),
            ("__host-http-a=1; Secure; Path=/", Some(Refusal::Prefix)),
            ("__Host-Http-a=1; Secure; HttpOnly", Some(Refusal::Prefix)),
            ("__Http-a; Path=/", Some(Refusal::Prefix)),
        ] {
            assert_eq!(refused(header), expected, "{header}");
        }
        assert_eq!(refused("a=1; SameSite=None"), Some(Refusal::NotSecure));
        assert_eq!(refused("a=1; Partitioned"), Some(Refusal::NotSecure));
        assert_eq!(refused(&format!("a={}", "x".repeat(4096))), Some(Refusal::Oversize));
        let plain = Answer { secure: false, ..answer() };
        let Some(Outcome::Cookie(cookie)) = parse("a=1; Secure").map(|set| set.outcome(&plain)) else { panic!() };
        assert_eq!(cookie.refused, Some(Refusal::InsecureConnection));
    }

    #[test]
    fn a_partitioned_cookie_lives_under_the_visited_site() {
        let partition = held("a=1; Secure; Partitioned").partition;
        assert_eq!(partition.map(|partition| partition.top_level_site).as_deref(), Some("https://site.fr"));
        assert_eq!(held("a=1; Secure").partition, None);
    }

    proptest! {
        #[test]
        fn no_header_is_fatal_and_no_value_is_kept(name in "[a-z]{1,8}", value in "[A-Z]{12,40}", rest in ".{0,80}") {
            if let Some(set) = parse(&format!("{name}={value}; {rest}")) {
                let kept = format!("{:?}", set.outcome(&answer()));
                prop_assert!(rest.contains(&value) || !kept.contains(&value));
            }
        }

        /// The `cookie` crate follows RFC 6265: with a name, no quotes and one of each attribute, both must agree.
        #[test]
        fn agrees_with_the_cookie_crate(
            name in "[A-Za-z_][A-Za-z0-9_.-]{0,20}",
            value in "[A-Za-z0-9%.!-]{0,40}",
            age in proptest::option::of(-10_i64..40_000_000),
            domain in proptest::option::of("\\.?[a-zA-Z]{1,8}\\.fr"),
            path in proptest::option::of("/[a-z/]{0,12}"),
            site in proptest::option::of(prop_oneof![Just("Lax"), Just("strict"), Just("NONE")]),
            flags in proptest::bits::u8::between(0, 3),
        ) {
            let mut header = format!("{name}={value}");
            let age = age.map(|age| age.to_string());
            for (key, value) in [("Max-Age", age), ("Domain", domain), ("Path", path), ("SameSite", site.map(str::to_owned))] {
                header.extend(value.map(|value| format!("; {key}={value}")));
            }
            for (bit, flag) in [(1, "Secure"), (2, "HttpOnly"), (4, "Partitioned")] {
                header.extend((flags & bit != 0).then(|| format!("; {flag}")));
            }
            let ours = parse(&header).unwrap();
            let theirs = cookie::Cookie::parse(header.as_str()).unwrap();
            prop_assert_eq!(&ours.name, theirs.name());
            prop_assert_eq!(ours.max_age.map(|age| age.max(0)), theirs.max_age().map(cookie::time::SignedDuration::whole_seconds));
            prop_assert_eq!(ours.domain, theirs.domain().map(str::to_ascii_lowercase));
            prop_assert_eq!(ours.path.as_deref(), theirs.path());
            prop_assert_eq!(ours.secure, theirs.secure().unwrap_or(false));
            prop_assert_eq!(ours.http_only, theirs.http_only().unwrap_or(false));
            prop_assert_eq!(ours.partitioned, theirs.partitioned().unwrap_or(false));
            let site = theirs.same_site().map(|site| site.to_string());
            prop_assert_eq!(ours.same_site.map(|site| format!("{site:?}")), site);
        }
    }
}
