//! Why the question could not be answered. Every sentence names the file and what was expected.

use cookie_charter::cookie::import::ImportError;
use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a command could not tell: exit 2.
#[derive(Debug)]
pub(crate) enum Error {
    /// The file could not be read.
    File { path: PathBuf, source: io::Error },
    /// A folder was given where a file is expected.
    Folder { path: PathBuf, expected: &'static str },
    /// The file has no content.
    Empty { path: PathBuf, expected: &'static str },
    /// The file is neither text nor HTML.
    Binary { path: PathBuf, found: &'static str },
    /// Not an http or https address.
    Address { typed: String },
    /// Not a moment.
    Moment { typed: String },
    /// Neither the arguments nor the files name the visited page.
    NoSite,
    /// A file of cookies is not what it should be.
    Cookies { path: PathBuf, source: ImportError },
    /// The answer could not be written.
    Output(io::Error),
}

impl Error {
    /// The reader of our output went away.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Says it on standard error, once, with its causes.
    #[expect(clippy::print_stderr, reason = "the one place where a failure is told")]
    pub(crate) fn print(&self) {
        eprintln!("cookie-charter: {self}");
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, source } => write!(f, "{}: {}", path.display(), cause(source)),
            Self::Folder { path, expected } => write!(f, "{}: is a folder; expected {expected}", path.display()),
            Self::Empty { path, expected } => write!(f, "{}: is empty; expected {expected}", path.display()),
            Self::Binary { path, found } => {
                write!(f, "{}: is {found}; expected a page as HTML or text", path.display())
            }
            Self::Address { typed } => {
                write!(
                    f,
                    "\"{typed}\" is not an address; expected http:// or https:// and a host, such as https://example.org/"
                )
            }
            Self::Moment { typed } => {
                write!(f, "\"{typed}\" is not a moment; expected RFC 3339, such as 2026-11-23T21:45:00Z")
            }
            Self::NoSite => {
                write!(f, "no file of cookies names the visited page; give it: --site https://example.org/")
            }
            Self::Cookies { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Output(source) => write!(f, "the answer could not be written: {source}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } | Self::Output(source) => Some(source),
            Self::Cookies { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// The plain reason of a file that could not be read.
fn cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission to read it is denied".to_owned(),
        _ => error.to_string(),
    }
}
