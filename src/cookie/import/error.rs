//! Why a file could not be read as cookies.

use super::{Form, Kind};
use serde_json::error::Category;
use std::fmt;
use std::io;

const EXPECTED: &str = "this tool's own export, cookies.getAll or Cookie-Editor JSON, cookies.txt, HAR, Playwright storageState or inspection.json";

/// Why a file could not be read as cookies. The sentence says where, and what was expected.
#[derive(Debug)]
pub enum ImportError {
    /// The file could not be read to its end.
    Unreadable(io::Error),
    /// There is nothing in it.
    Empty,
    /// Its beginning is of another kind.
    Foreign {
        /// What it looks like.
        found: &'static str,
    },
    /// It holds cookies as people see them, which do not tell all that is compared.
    Shown {
        /// How it shows them.
        kind: Kind,
    },
    /// It is the list of hosts among the evidence of a visit, which holds no cookies on purpose.
    HostsOnly,
    /// It is a file of another kind, which another option takes.
    Misplaced {
        /// What it is.
        found: &'static str,
        /// The option.
        option: &'static str,
    },
    /// It is no JSON, or ends before its time.
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What is wrong there, and what to do.
        problem: String,
    },
    /// What can be read but once has not told its format within what is held of it.
    TooLate {
        /// How much was read, in MB of 2²⁰ bytes.
        megabytes: usize,
    },
    /// It is JSON, but of none of the formats.
    Unknown {
        /// The first keys of its outermost object.
        keys: Vec<String>,
    },
    /// It is of a known format, but something in it is not as the format says.
    Wrong {
        /// The format.
        form: Form,
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What was found and what was expected.
        problem: String,
    },
    /// A line of cookies.txt is not as it should be.
    Line {
        /// Counted from 1.
        line: usize,
        /// What was found and what was expected.
        problem: String,
    },
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "{error}"),
            Self::Empty => write!(f, "is empty; expected cookies: {EXPECTED}"),
            Self::Foreign { found } => write!(f, "is {found}; expected cookies: {EXPECTED}"),
            Self::Shown { kind } => write!(
                f,
                "holds {kind}; save the visit as HAR instead (developer tools, Network), or export the cookies with this tool's extension or a cookie editor"
            ),
            Self::HostsOnly => write!(
                f,
                "lists the hosts that were contacted, and no cookies on purpose; give report.json or visit.json, which lie beside it"
            ),
            Self::Misplaced { found, option } => write!(f, "is {found}, not cookies; give it after {option}"),
            Self::NotJson { line, column, problem } => {
                write!(f, "line {line}, column {column}: {problem}")
            }
            Self::TooLate { megabytes } => {
                write!(f, "its first {megabytes} MB do not tell which format it is; save it to a file and give that")
            }
            Self::Unknown { keys } if keys.is_empty() => {
                write!(f, "line 1: an empty object; expected cookies: {EXPECTED}")
            }
            Self::Unknown { keys } => {
                write!(f, "line 1: an object with {}; expected cookies: {EXPECTED}", keys.join(", "))
            }
            Self::Wrong { form, line, column, problem } => {
                write!(f, "line {line}, column {column}: {problem} (read as {form})")
            }
            Self::Line { line, problem } => write!(f, "line {line}: {problem}"),
        }
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for ImportError {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl ImportError {
    /// The trouble of a parser of JSON that was reading `form`.
    pub(super) fn json(form: Form, error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        if error.is_io() {
            return Self::Unreadable(error.into());
        }
        let problem = sentence(&error);
        if error.is_data() {
            Self::Wrong { form, line, column, problem }
        } else {
            Self::NotJson { line, column, problem }
        }
    }

    /// The trouble of a parser of JSON that did not know the format yet.
    pub(super) fn unknown_json(error: &serde_json::Error) -> Self {
        Self::NotJson { line: error.line(), column: error.column(), problem: sentence(error) }
    }
}

/// What a parser of JSON found, for people. Nothing of the file is quoted: it may be a value.
fn sentence(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let told = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(told, _)| told);
    match error.classify() {
        Category::Eof => "the file ends here, before it is complete; save or export it again, whole".to_owned(),
        Category::Syntax | Category::Io => {
            "this is not written as JSON is; save or export the file again, and change nothing in it".to_owned()
        }
        Category::Data => match (told.rsplit_once(", expected "), told.strip_prefix("missing field `")) {
            (Some((_, expected)), _) => format!("expected {expected}"),
            (None, Some(field)) => format!("\"{}\" is missing here", field.trim_end_matches('`')),
            (None, None) => "this is not as such a file is written".to_owned(),
        },
    }
}
