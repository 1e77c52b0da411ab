//! Whose a cookie is by a name that everyone knows: what a sentence says in passing of a list is held against it. It declares
//! nothing, and tells no provider that the page does not name.

use crate::names::{self, Line};
use crate::text;

/// Parts of the names that servers and what runs on them give the cookies of a site itself, in small letters.
const OF_SERVERS: &[&str] = &[
    "phpsess",
    "jsessionid",
    "asp.net",
    "aspnet",
    "aspsession",
    "csrf",
    "xsrf",
    "requestverification",
    "laravel",
    "connect.sid",
    "ci_session",
    "cftoken",
    "django",
    "wordpress_",
    "wp-settings",
    "awsalb",
    "serverid",
];

/// Whether a name is one of those of a service, called as a page does. `None` where everyone may have it.
pub(in crate::charter) fn is_own(name: &str, service: &str) -> Option<bool> {
    let service = text::plain(service);
    let mut lines = names::of(name).peekable();
    lines.peek()?;
    Some(lines.any(|line| belongs(&line, &service)))
}

/// Whether a line of the table speaks of a service, or of one of its company that shares its cookies: advertising and logins are
/// one for all of them, measuring an audience is not.
fn belongs(line: &Line, service: &str) -> bool {
    let is_called = |name: &str| is_part(&text::plain(name), service);
    let is_shared = || line.used_for != "statistics" && line.company.is_some();
    is_called(line.service)
        || line.company.is_some_and(is_called)
        || names::other_names(line.service).any(is_called)
        || is_shared() && names::company_of(service) == line.company
}

/// Whether one of two names opens or ends the other: "Google" and "Google Analytics", "Clarity" and "Microsoft Clarity".
fn is_part(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let behind = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let before = |rest: &str| rest.ends_with(' ');
    !short.is_empty() && (long.strip_prefix(short).is_some_and(behind) || long.strip_suffix(short).is_some_and(before))
}

/// Whether two names of services are those of one.
pub(in crate::charter) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (text::plain(one), text::plain(other));
    let first = |words: &str| words.split(' ').next().unwrap_or_default().to_owned();
    let is_name_of = |company: &str, words: &str| {
        text::plain(company) == words || names::other_names(company).any(|name| text::plain(name) == words)
    };
    let company = names::company_of(&one).filter(|company| names::company_of(&other) == Some(company));
    first(&one) == first(&other)
        || company.is_some_and(|company| is_name_of(company, &one) && is_name_of(company, &other))
}

/// Whether a name is that of what a site runs on, so that the site itself sets the cookie. Who counts visits may run elsewhere.
pub(in crate::charter) fn is_of_software(name: &str) -> bool {
    names::of(name).next().is_some_and(|line| line.company.is_none() && line.used_for != "statistics")
}

/// Whether a name is that of the site's own cookies on any server, or of the visitor's choice.
pub(in crate::charter) fn is_of_the_site(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let mut parts = lower.split(['_', '-', '.']);
    OF_SERVERS.iter().any(|part| lower.contains(part))
        || lower.contains("consent")
        || lower != "test_cookie" && parts.any(|part| matches!(part, "cookie" | "cookies"))
}

#[cfg(test)]
mod tests {
    use super::{is_of_the_site, is_own, is_same};

    #[test]
    fn names_tell_whose_they_are_and_whose_not() {
        assert_eq!(is_own("_ga_A1B2", "Google Analytics"), Some(true));
        assert_eq!(is_own("_pk_id", "Google Analytics"), Some(false));
        assert_eq!(is_own("IDE", "YouTube"), Some(true));
        assert_eq!(is_own("basket", "YouTube"), None);
        assert!(is_same("Google", "Google Analytics") && is_same("Meta", "Facebook") && !is_same("Meta", "Matomo"));
        for name in ["PHPSESSID", "XSRF-TOKEN", "cookies_preferences", "cookie-einwilligung", "shop_consent"] {
            assert!(is_of_the_site(name), "{name}");
        }
        for name in ["_ga", "test_cookie", "basket", "bcookie"] {
            assert!(!is_of_the_site(name), "{name}");
        }
    }
}
