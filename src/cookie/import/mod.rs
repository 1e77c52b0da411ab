//! Files that hold cookies → captures. The format is told by the content, never by the file's name.
//!
//! | Format | Written by | Read in |
//! |---|---|---|
//! | visit, report | this extension's export, this command line | [`own`] |
//! | list of cookies | WebExtension `cookies.getAll`, Cookie-Editor, EditThisCookie, Puppeteer, WebDriver | [`list`] |
//! | cookies of a session | DevTools protocol, Playwright `storageState` | [`list`] |
//! | inspection.json | EDPS Website Evidence Collector | [`inspection`] |
//! | HAR 1.2 | DevTools of every browser, proxies | [`har`] |
//! | cookies.txt | Netscape, curl, wget, Python's `http.cookiejar`, browser extensions | [`netscape`] |
//!
//! Values end here: the types that files are read into have no field for them, so they are skipped, never stored.

mod error;
mod form;
mod har;
mod inspection;
mod join;
mod json;
mod list;
mod netscape;
mod own;
mod recognise;
mod record;

pub use error::ImportError;
pub use form::Form;
pub use har::HOSTS_ONLY;
pub use join::join;
pub use recognise::{Kind, recognise};

use super::stages::Picture;
use super::{Cookie, Driven, File, Host, Missing, Stage, Stored};
use std::io::{BufReader, Cursor, Read, Seek, SeekFrom};

/// What one file tells of a visit. What it does not tell is `None` or empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Capture {
    /// How the file is written.
    pub form: Form,
    /// The address of the visited page.
    pub site: Option<String>,
    /// When the cookies were read, in seconds since 1970.
    pub now: Option<u64>,
    /// The moment is no more than the date of the file.
    pub dated_by_file: bool,
    /// The stage of consent.
    pub stage: Stage,
    /// The browser and its version.
    pub browser: Option<String>,
    /// The cookie store.
    pub store: Option<String>,
    /// The visit was in a private window.
    pub private: bool,
    /// The hosts contacted.
    pub hosts: Vec<Host>,
    /// The cookies held or refused.
    pub cookies: Vec<Cookie>,
    /// The other storage.
    pub storage: Vec<Stored>,
    /// What the capture could not see.
    pub missing: Vec<Missing>,
    /// What was there at earlier stages.
    pub stages: Vec<Picture>,
    /// The SHA-256 of the charter that was read at the visit before.
    pub last_charter: Option<String>,
    /// When the charter was read.
    pub charter_read: Option<u64>,
    /// The consent platform whose record tells the stage.
    pub told_by: Option<String>,
    /// The choice was made by then at the latest.
    pub told_at: Option<u64>,
    /// How many cookies the browser removed during the visit for want of room.
    pub pushed_out: Option<usize>,
    /// How many cookies an earlier audit of it has left out because they had expired.
    pub expired: Option<usize>,
    /// The HTTP status of the page where it is that of an error.
    pub status: Option<u16>,
    /// How a browser was driven to the page.
    pub driven: Option<Driven>,
    /// The files that it was read from.
    pub files: Vec<File>,
}

/// Reads one file. A HAR is read as a stream: memory grows with its cookies and hosts, not with its size.
///
/// # Errors
///
/// [`ImportError`] says the line and what was expected there.
///
/// # Example
///
/// ```
/// use cookie_charter::cookie::import::{Form, read};
/// use std::io::Cursor;
///
/// let capture = read(Cursor::new("# Netscape HTTP Cookie File\n#HttpOnly_example.org\tFALSE\t/\tTRUE\t0\tsid\tsecret\n"))?;
/// assert_eq!(capture.form, Form::Netscape);
/// assert_eq!(capture.cookies[0].name, "sid");
/// assert!(capture.cookies[0].http_only);
/// # Ok::<(), cookie_charter::cookie::import::ImportError>(())
/// ```
pub fn read(mut file: impl Read + Seek) -> Result<Capture, ImportError> {
    let (form, start) = form::of(&mut file)?;
    file.seek(SeekFrom::Start(start))?;
    read_as(form, file)
}

/// Reads what is known to be of a format, from its first byte after a byte order mark. A HAR is read as a stream.
///
/// # Errors
///
/// As [`read`].
pub fn read_as(form: Form, file: impl Read) -> Result<Capture, ImportError> {
    let file = BufReader::with_capacity(1 << 16, file);
    let mut capture = match form {
        Form::Visit => own::visit(file)?,
        Form::Report => own::report(file)?,
        Form::List => list::cookies(file)?,
        Form::Session => list::session(file)?,
        Form::Inspection => inspection::read(file)?,
        Form::Har => har::read(file)?,
        Form::Netscape => netscape::read(file)?,
    };
    capture.form = form;
    Ok(capture)
}

/// Tells the format of what can be read but once, such as standard input, and gives it back to be read from the start.
/// Only what had to be read to tell is held: a few kilobytes of a HAR.
///
/// # Errors
///
/// As [`read`]; also when 64 MB do not tell the format.
///
/// # Example
///
/// ```
/// use cookie_charter::cookie::import::{Form, read_as, stream};
///
/// let (form, whole) = stream(r#"{"log": {"version": "1.2", "entries": []}}"#.as_bytes())?;
/// assert_eq!(form, Form::Har);
/// assert!(read_as(form, whole)?.cookies.is_empty());
/// # Ok::<(), cookie_charter::cookie::import::ImportError>(())
/// ```
pub fn stream<R: Read>(mut stream: R) -> Result<(Form, impl Read), ImportError> {
    let (form, kept) = form::of_stream(&mut stream)?;
    Ok((form, Cursor::new(kept).chain(stream)))
}

impl Capture {
    /// Whether who wrote it looked into the page: that there is no cookie tells something then.
    pub fn looked(&self) -> bool {
        looks(self.form)
    }

    /// The cookies that had expired when the capture was taken, which its file kept all the same. `now` is when that was
    /// where the file does not tell.
    pub fn expired(&self, now: u64) -> impl Iterator<Item = &Cookie> {
        let now = self.now.unwrap_or(now);
        self.cookies.iter().filter(move |cookie| join::has_expired(cookie, now))
    }
}

/// Whether who writes such a file looks into the page.
fn looks(form: Form) -> bool {
    match form {
        Form::Visit | Form::Report | Form::Inspection => true,
        Form::List | Form::Session | Form::Har | Form::Netscape => false,
    }
}
