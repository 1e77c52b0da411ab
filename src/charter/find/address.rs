//! Addresses: a link resolved against its page, and what its parts say. Only `http` and `https`.
//!
//! A resolver of our own rather than the `url` crate, whose tables of international host names weigh more than the rest
//! of the core: links are only compared and handed to the browser, which parses them again.

use crate::text;

/// Longer addresses are no charter's.
const MOST_BYTES: usize = 2_000;

/// The absolute address of a link on a page. `None` for what is no web address: panels (`#`), scripts, mail, telephones,
/// and relative links on a page without address.
pub fn join(base: &str, href: &str) -> Option<String> {
    let href: String = href.trim().chars().filter(|character| !character.is_control()).collect();
    if href.is_empty() || href.starts_with('#') || href.len() > MOST_BYTES {
        return None;
    }
    if let Some((scheme, _)) = href.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        let scheme = scheme.to_ascii_lowercase();
        let rest = href.get(scheme.len() + 1..)?.trim_start_matches('/');
        return (matches!(scheme.as_str(), "http" | "https") && has_host(rest)).then(|| clean(&scheme, rest));
    }
    let (scheme, rest) = base.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https") {
        return None;
    }
    if let Some(host) = href.strip_prefix("//") {
        return has_host(host).then(|| clean(&scheme, host));
    }
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(host_end)?;
    let path = path.split(['?', '#']).next().unwrap_or_default();
    if !has_host(host) {
        return None;
    }
    let joined = match href.chars().next()? {
        '/' => format!("{host}{href}"),
        '?' => format!("{host}{}{href}", if path.is_empty() { "/" } else { path }),
        _ => format!("{host}{}/{href}", path.rsplit_once('/').map_or("", |(folder, _)| folder)),
    };
    Some(clean(&scheme, &joined))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.len() <= 20
        && text.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '+' | '-' | '.'))
}

fn has_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    !host.is_empty() && !host.contains(['@', ' ', '\\', '<', '>', '"'])
}

/// The address with its host in lower case and its path without `.` and `..`.
fn clean(scheme: &str, rest: &str) -> String {
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, tail) = rest.split_at_checked(host_end).unwrap_or((rest, ""));
    let path_end = tail.find(['?', '#']).unwrap_or(tail.len());
    let (path, query) = tail.split_at_checked(path_end).unwrap_or((tail, ""));
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/').skip(1) {
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    format!("{scheme}://{}/{}{}", host.to_ascii_lowercase(), segments.join("/"), query.replace(' ', "%20"))
}

/// The address without its `#…`.
pub(super) fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or(address)
}

/// Whether a link leads to the page it stands on: a jump or a panel.
pub(super) fn is_same_page(base: &str, address: &str) -> bool {
    let whole = |address: &str| without_fragment(address).trim_end_matches('/').to_ascii_lowercase();
    !base.is_empty() && whole(base) == whole(address)
}

/// Whether it ends like a file that is no page.
pub(super) fn is_file(address: &str) -> bool {
    const FILES: &[&str] = &[
        "jpg", "jpeg", "png", "gif", "svg", "webp", "css", "js", "zip", "doc", "docx", "xls", "xlsx", "mp4", "ics",
        "xml", "rss", "pdf",
    ];
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    last.rsplit_once('.').is_some_and(|(_, end)| FILES.contains(&end.to_ascii_lowercase().as_str()))
}

fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

/// Whether the address is on a host or below it.
pub(super) fn is_of(address: &str, parent: &str) -> bool {
    let host = host(address);
    host == parent || host.strip_suffix(parent).is_some_and(|below| below.ends_with('.'))
}

/// Whether two addresses are likely of one site: the same two last labels, three below endings such as `co.uk`.
/// A ranking, no permission: what may be fetched is decided by the public suffix list where the fetch is made.
pub(super) fn is_same_site(one: &str, other: &str) -> bool {
    let (one, other) = (host(one).to_ascii_lowercase(), host(other).to_ascii_lowercase());
    one == other || site(&one) == site(&other) && one.contains('.')
}

fn site(host: &str) -> &str {
    let labels: Vec<&str> = host.rsplit('.').collect();
    let is_number = labels.iter().all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    let taken = match labels.as_slice() {
        _ if is_number => return host,
        [country, second, _, ..]
            if country.len() == 2
                && matches!(
                    *second,
                    "co" | "com" | "gov" | "gouv" | "org" | "ac" | "net" | "edu" | "gob" | "asso" | "go" | "or"
                ) =>
        {
            3
        }
        _ => 2,
    };
    let length: usize = labels.iter().take(taken).map(|label| label.len() + 1).sum();
    host.get((host.len() + 1).saturating_sub(length)..).unwrap_or(host)
}

/// The path in plain lower-case words, percent-encoding undone: "/Politique-de-confidentialit%C3%A9" → "/politique-de-confidentialite".
pub(super) fn path_words(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default();
    let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
    let path = path.split('?').next().unwrap_or_default().trim_end_matches('/');
    let joined = if fragment.is_empty() { path.to_owned() } else { format!("{path}/{fragment}") };
    text::plain(&text::decoded(&joined))
}

#[cfg(test)]
mod tests {
    use super::{is_same_site, join, path_words};
    use proptest::prelude::*;

    #[track_caller]
    fn check(href: &str, expected: Option<&str>) {
        assert_eq!(join("https://www.ville.example/fr/accueil?x=1#top", href).as_deref(), expected, "{href}");
    }

    #[test]
    fn links_are_resolved_against_their_page() {
        check("cookies", Some("https://www.ville.example/fr/cookies"));
        check("/cookies", Some("https://www.ville.example/cookies"));
        check("../cookies.html#tableau", Some("https://www.ville.example/cookies.html#tableau"));
        check("//cdn.example/a", Some("https://cdn.example/a"));
        check("?page=cookies", Some("https://www.ville.example/fr/accueil?page=cookies"));
        check("HTTPS://Autre.Example", Some("https://autre.example/"));
        check(" /a b ", Some("https://www.ville.example/a b"));
        check("../../../../x", Some("https://www.ville.example/x"));
    }

    #[test]
    fn what_is_no_web_address_is_none() {
        for href in [
            "",
            "#",
            "#cookies",
            "javascript:void(0)",
            "JavaScript:open()",
            "mailto:a@b.example",
            "tel:+33",
            "data:text/html,x",
            "ftp://x.example/",
            "http://",
            "https://user@evil.example/",
        ] {
            check(href, None);
        }
        assert_eq!(join("", "/cookies"), None);
        assert_eq!(join("file:///tmp/x", "/cookies"), None);
    }

    #[test]
    fn sites_are_compared_by_their_last_labels() {
        assert!(is_same_site("https://www.ville.example/", "https://ville.example/cookies"));
        assert!(is_same_site("https://shop.firm.co.uk/", "https://legal.firm.co.uk/"));
        assert!(!is_same_site("https://one.co.uk/", "https://two.co.uk/"));
        assert!(!is_same_site("https://localhost/", "https://cnil.fr/"));
    }

    #[test]
    fn a_path_is_read_in_plain_words() {
        assert_eq!(
            path_words("https://x.example/Politique-de-confidentialit%C3%A9/?a=b#Cookies"),
            "/politique-de-confidentialite/cookies"
        );
        assert_eq!(
            path_words("https://x.example/%D0%B1%D0%B8%D1%81%D0%BA%D0%B2%D0%B8%D1%82%D0%BA%D0%B8"),
            "/бисквитки"
        );
        assert_eq!(path_words("https://x.example/%zz%"), "/%zz%");
    }

    proptest! {
        #[test]
        fn any_link_is_resolved_or_refused(base in ".{0,40}", href in ".{0,60}") {
            if let Some(address) = join(&base, &href) {
                prop_assert!(address.starts_with("http"));
                let _ = path_words(&address);
            }
        }
    }
}
