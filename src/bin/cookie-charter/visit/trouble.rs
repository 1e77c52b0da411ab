//! What can go wrong with a visit, and whether trying again makes sense.

use std::fmt;
use std::io;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The WebDriver server could not be reached, or stopped answering: another try may find it, or another server.
    Transport(String),
    /// The server is there, its browser is not any more: a new session may do.
    Lost(String),
    /// The time for this site is over.
    Late,
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
        let first: String = message.lines().next().unwrap_or_default().chars().take(200).collect();
        let said = if first.is_empty() { error.to_owned() } else { first };
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

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(why) => write!(f, "the WebDriver server does not answer: {why}"),
            Self::Lost(why) => write!(f, "the browser is gone: {why}"),
            Self::Late => write!(f, "no answer within the time for one site"),
            Self::Site(why) => write!(f, "{why}"),
        }
    }
}

impl std::error::Error for Trouble {}
