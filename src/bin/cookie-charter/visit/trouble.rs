//! What can go wrong with a visit, and whether trying again makes sense.

use std::fmt;
use std::io;
use std::time::Duration;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The WebDriver server could not be reached, or stopped answering: another try may find it, or another server.
    Transport(String),
    /// The server is there, its browser is not any more: a new session may do.
    Lost(String),
    /// The time for this site is over.
    Late,
    /// The page did not come within the part of the time that it is waited for.
    Slow(Duration),
    /// The site, or what was asked of it, is at fault: trying again changes nothing.
    Site(String),
}

impl Trouble {
    /// A failure of the connection.
    pub(super) fn transport(error: impl fmt::Display + 'static) -> Self {
        let any: &dyn std::any::Any = &error;
        match any.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => Self::Late,
            _ => Self::Transport(error.to_string()),
        }
    }

    /// An error of the WebDriver protocol (W3C WebDriver §6.6), with the server's own message.
    pub(super) fn told(error: &str, message: &str) -> Self {
        let line = message.lines().next().unwrap_or_default();
        let line = explained(line.strip_prefix("unknown error: ").unwrap_or(line));
        let first: String = line.chars().take(200).collect();
        let said = if first.is_empty() { explained(error) } else { first };
        let gone = [
            "disconnected",
            "not reachable",
            "crashed",
            "terminated",
            "closed",
            "no such execution context",
            // A Grid whose node has gone.
            "Unable to execute request",
            // geckodriver whose Firefox has gone.
            "Failed to decode response from marionette",
            "without establishing a connection",
        ];
        match error {
            "invalid session id" | "session not created" | "no such window" => Self::Lost(said),
            "timeout" | "script timeout" => Self::Late,
            "unknown error" if gone.iter().any(|word| said.contains(word)) => Self::Lost(said),
            _ => Self::Site(said),
        }
    }

    /// Whether another try can end otherwise.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::Transport(_) | Self::Lost(_))
    }
}

/// A browser's word for why a page did not come, for people: its error page has a sentence of its own, and certificates
/// have an option.
pub(super) fn explained(told: &str) -> String {
    // What stands behind these words is an address, and whole.
    if let Some((_, address)) = told.split_once("Reached error page:") {
        let page = url::Url::parse(address.trim()).ok();
        let said = |wanted: &str| {
            let (_, said) = page.as_ref()?.query_pairs().find(|(key, _)| key == wanted)?;
            Some(said.into_owned()).filter(|said| !said.trim().is_empty())
        };
        let sentence = said("d").unwrap_or_else(|| "the browser shows an error page instead of the site".to_owned());
        // Firefox's name for every connection that is not secure.
        let hint = if said("e").is_some_and(|code| code.starts_with("nss")) { PLAIN } else { "" };
        return said("e").map_or_else(|| sentence.clone(), |code| format!("{sentence}{hint} ({code})"));
    }
    if told == "insecure certificate" || told.contains("ERR_CERT_") {
        return format!("the certificate of the site is not valid ({told}); --insecure visits it all the same");
    }
    if told.contains("ERR_INVALID_AUTH_CREDENTIALS") {
        return format!(
            "the site asks for a name and password ({told}) and got none, or wrong ones: https://name:password@…"
        );
    }
    let code = told.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).find(|word| word.starts_with("ERR_"));
    let Some(code) = code else { return told.to_owned() };
    let said = CODES.iter().find(|(start, _)| code.starts_with(start));
    let said = said.map_or("the browser could not open the page", |(_, said)| said);
    format!("{said} ({code})")
}

/// What can be done where a host speaks no TLS.
const PLAIN: &str = "; write http://… where it has no secure connection";

/// Chromium's codes for why a page did not come, by their beginnings, in words.
const CODES: [(&str, &str); 17] = [
    ("ERR_NAME_", "no host of this name is known: is it written right, and is the network there?"),
    ("ERR_INTERNET_DISCONNECTED", "this computer has no connection to the network"),
    ("ERR_NETWORK_", "the network changed or failed on the way"),
    ("ERR_CONNECTION_REFUSED", "the host refuses the connection: nothing answers there"),
    ("ERR_CONNECTION_TIMED_OUT", "the host does not answer"),
    ("ERR_TIMED_OUT", "the host does not answer"),
    ("ERR_CONNECTION_", "the host ended the connection before the page came"),
    ("ERR_ADDRESS_", "the host cannot be reached from here"),
    ("ERR_EMPTY_RESPONSE", "the host answers with nothing"),
    (
        "ERR_HTTP_RESPONSE_CODE_FAILURE",
        "the site answers with an error and shows no page of its own: is the address right?",
    ),
    ("ERR_TOO_MANY_REDIRECTS", "the site redirects in a circle"),
    ("ERR_SSL_", "no secure connection to the host came about; write http://… where it has none"),
    ("ERR_INVALID_RESPONSE", "what the host answers cannot be read"),
    ("ERR_INVALID_", "the browser does not take the address or the answer"),
    ("ERR_PROXY_", "the proxy does not answer"),
    ("ERR_TUNNEL_", "the proxy does not let the connection through"),
    ("ERR_BLOCKED_", "the browser blocks this page"),
];

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(why) => write!(f, "the WebDriver server does not answer: {why}"),
            Self::Lost(why) => write!(f, "no browser: {why}"),
            Self::Late => write!(f, "no answer within the time for one site (--timeout)"),
            Self::Slow(time) => {
                let seconds = time.as_secs_f64();
                write!(f, "the page did not come within {seconds} s, half of --timeout: a page is waited for no longer")
            }
            Self::Site(why) => write!(f, "{why}"),
        }
    }
}

impl std::error::Error for Trouble {}

#[cfg(test)]
mod tests {
    use super::{Trouble, explained};

    #[test]
    fn browsers_are_put_into_words() {
        let page = "Reached error page: about:neterror?e=dnsNotFound&u=http%3A//a.invalid/&c=UTF-8&d=We%20can%E2%80%99t%20connect%20to%20a.invalid.";
        assert_eq!(explained(page), "We can’t connect to a.invalid. (dnsNotFound)");
        for page in
            ["about:neterror?e=dnsNotFound&u=https%3A//a:S3CRET@b.invalid/&d=", "about:neterror?e=dnsNotFound&u=S"]
        {
            let told = explained(&format!("Reached error page: {page}"));
            assert_eq!(told, "the browser shows an error page instead of the site (dnsNotFound)");
        }
        assert!(!explained("Reached error page:https://a:S3CRET@b.invalid/").contains("S3CRET"));
        assert!(explained("net::ERR_CERT_DATE_INVALID").contains("--insecure"));
        let told = |error, message| Trouble::told(error, message).to_string();
        assert!(told("insecure certificate", "").contains("--insecure"));
        assert_eq!(
            told("unknown error", "unknown error: net::ERR_NAME_NOT_RESOLVED\n  (Session info)"),
            "no host of this name is known: is it written right, and is the network there? (ERR_NAME_NOT_RESOLVED)"
        );
        assert!(explained("net::ERR_HTTP_RESPONSE_CODE_FAILURE").starts_with("the site answers with an error"));
        let insecure = "Reached error page: about:neterror?e=nssFailure2&u=https%3A//a.invalid/&d=";
        assert!(
            [insecure, "net::ERR_SSL_PROTOCOL_ERROR"].iter().all(|told| explained(told).contains("write http://…"))
        );
        assert_eq!(explained("net::ERR_ODD_THING"), "the browser could not open the page (ERR_ODD_THING)");
    }

    #[test]
    fn what_has_gone_may_come_back() {
        for gone in [
            "disconnected: not connected to DevTools",
            "Unable to execute request for an existing session: Connection error (GET http://10.0.0.7:5555/session/1/url)",
            "Failed to decode response from marionette",
        ] {
            assert!(Trouble::told("unknown error", gone).is_passing(), "{gone}");
        }
        assert!(!Trouble::told("unknown error", "net::ERR_CONNECTION_CLOSED").is_passing());
    }
}
