//! Why the question could not be answered. Every sentence names the file and what was expected.

use crate::{address, decode};
use cookie_charter::cookie::import::{ImportError, Kind};
use cookie_charter::knowledge::base::BaseError;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a command could not tell: exit 2.
#[derive(Debug)]
pub(crate) enum Error {
    /// The file could not be read.
    File { path: PathBuf, source: io::Error },
    /// A folder was given where a file is expected.
    Folder { path: PathBuf, expected: &'static str },
    /// The ending of a file to write tells no format, or one that cannot be.
    NoFormat { path: PathBuf, endings: Vec<&'static str> },
    /// One format was typed for several files, and the ending of this one tells another.
    OneFormat { path: PathBuf },
    /// The place of the evidence is a file.
    NoFolder { path: PathBuf },
    /// A file to write is one that is read.
    Overwrites { path: PathBuf },
    /// The evidence could not be written.
    Unwritable { path: PathBuf, source: io::Error },
    /// Cookies were given where a charter is expected.
    NoCharter { path: PathBuf, kind: Kind },
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
    /// Standard input is named twice.
    Twice,
    /// A file of cookies is not what it should be.
    Cookies { path: PathBuf, source: ImportError },
    /// A file that looks like a charter that was read is none.
    Charter { path: PathBuf, source: serde_json::Error },
    /// A file that should be a knowledge base is none.
    Knowledge { path: PathBuf, source: BaseError },
    /// A file that should be a report is none.
    Report { path: PathBuf, source: serde_json::Error },
    /// A baseline is a folder that has no report of what is visited.
    NoBaseline { path: PathBuf },
    /// A baseline is a report of another site.
    OtherSite { path: PathBuf, its: String, asked: String },
    /// The visit has no cookie, and the charter no declaration, of the name to explain.
    NoSuchName { name: String },
    /// An address where a file is expected.
    Web { path: PathBuf },
    /// Nothing is named to visit.
    NoAddress,
    /// Lines of a list of sites are no addresses: what was typed in each.
    Listed { path: PathBuf, lines: Vec<(usize, String)> },
    /// No browser with its WebDriver server is installed.
    NoBrowser,
    /// Not the address of a WebDriver server, or of one that cannot be asked.
    Server { shown: String, why: &'static str },
    /// The answer could not be written.
    Output(io::Error),
}

impl Error {
    /// The trouble with opening a file; an address is no file.
    pub(crate) fn file(path: &Path, source: io::Error) -> Self {
        let web = path.to_str().is_some_and(|path| path.starts_with("http://") || path.starts_with("https://"));
        if web {
            Self::Web { path: address::unsigned(&path.display().to_string()).into() }
        } else {
            Self::File { path: path.to_owned(), source }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path, source } => write!(f, "{}: {}", path.display(), cause(source)),
            Self::NoFormat { path, endings } => {
                let endings = endings.join(", ");
                write!(f, "{}: its ending tells no format; expected {endings}, or --format", path.display())
            }
            Self::OneFormat { path } => write!(
                f,
                "{}: its ending tells another format than --format, which would be that of every file; leave --format out, and each ending decides",
                path.display()
            ),
            Self::NoFolder { path } => {
                write!(f, "{}: is a file; expected a folder for the evidence, there or to be made", path.display())
            }
            Self::Overwrites { path } => {
                write!(f, "{}: is read and would be overwritten; give another name after --output", path.display())
            }
            Self::Unwritable { path, source } => write!(f, "{}: cannot be written: {source}", path.display()),
            Self::NoCharter { path, kind: kind @ Kind::File(_) } => {
                write!(f, "{}: is {kind}, not a charter; give it to audit after --cookies", path.display())
            }
            Self::NoCharter { path, kind } => {
                write!(f, "{}: holds {kind}; expected a charter: a page that tells about cookies", path.display())
            }
            Self::Folder { path, expected } => write!(f, "{}: is a folder; expected {expected}", path.display()),
            Self::Empty { path, expected } => write!(f, "{}: is empty; expected {expected}", path.display()),
            Self::Binary { path, found } => write!(f, "{}: is {found}; {}", path.display(), instead(path, found)),
            Self::Address { typed } => {
                write!(
                    f,
                    "\"{typed}\" is not an address; expected http:// or https:// and a host, such as https://example.org/"
                )
            }
            Self::Moment { typed } => {
                write!(
                    f,
                    "\"{typed}\" is not a moment; expected RFC 3339, such as 2026-11-23T21:45:00Z, or a day, such as 2026-11-23"
                )
            }
            Self::NoSite => {
                write!(f, "no file of cookies names the visited page; give it: --site https://example.org/")
            }
            Self::Twice => write!(f, "standard input (-) can be read only once; give the others as files"),
            Self::Cookies { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Charter { path, source } => {
                let path = path.display();
                write!(
                    f,
                    "{path}: {}; expected a page, or a charter as read --format json writes it: write it again",
                    shape(source)
                )
            }
            Self::Knowledge { path, source } => write!(f, "{}: {source}", path.display()),
            Self::Report { path, source } => {
                let path = path.display();
                write!(
                    f,
                    "{path}: {}; expected a report, as audit --format json writes it, or report.json of a visit",
                    shape(source)
                )
            }
            Self::OtherSite { path, its, asked } => {
                write!(f, "{}: is of {its}; expected a report of the site of {asked}", path.display())
            }
            Self::NoBaseline { path } => write!(
                f,
                "{}: has no report of any of these sites; expected the folder of an earlier visit, as --folder names it",
                path.display()
            ),
            Self::NoSuchName { name } => write!(f, "neither the cookies nor the charter have the name \"{name}\""),
            Self::Web { path } => {
                write!(f, "{}: is an address; expected a file: save the page first, or pipe it to -", path.display())
            }
            Self::NoAddress => {
                write!(
                    f,
                    "no site to visit is named; give its address, such as https://example.org/, or a list: --sites FILE"
                )
            }
            Self::Listed { path, lines } => {
                let path = path.display();
                let told: Vec<String> = lines.iter().map(|(line, typed)| format!("line {line}: \"{typed}\"")).collect();
                let are = if lines.len() == 1 { "is not an address" } else { "are not addresses" };
                write!(
                    f,
                    "{path}: {} {are}; expected a host or https://…, such as https://example.org/",
                    told.join(", ")
                )
            }
            Self::NoBrowser => write!(
                f,
                "no browser to drive is installed; expected chromium with chromedriver, or firefox with geckodriver, or --webdriver http://…"
            ),
            Self::Server { shown, why } => write!(f, "\"{shown}\" {why}"),
            Self::Output(source) => write!(f, "the answer could not be written: {source}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } | Self::Unwritable { source, .. } | Self::Output(source) => Some(source),
            Self::Cookies { source, .. } => Some(source),
            Self::Knowledge { source, .. } => Some(source),
            Self::Charter { source, .. } | Self::Report { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// What is expected in the place of a file that is no text.
fn instead(path: &Path, found: &str) -> String {
    let text = "expected a page as HTML or text";
    if found == decode::PDF {
        format!("{text}, such as the one that pdftotext writes: pdftotext -layout {}", path.display())
    } else {
        text.to_owned()
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

/// What is wrong with a file that should be one of ours, without the parser's words.
fn shape(error: &serde_json::Error) -> String {
    if error.is_eof() {
        format!("ends in line {}, before it is complete", error.line())
    } else if error.is_data() {
        "is something else".to_owned()
    } else {
        format!("is not written as JSON is (line {}, column {})", error.line(), error.column())
    }
}
