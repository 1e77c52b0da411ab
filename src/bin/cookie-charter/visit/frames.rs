//! What the frames of a page tell of themselves, read as the extension reads them: its own scripts, in every frame.

use super::session::Session;
use super::trouble::Trouble;
use cookie_charter::cookie::StorageKind;
use cookie_charter::cookie::domain::{host, same_site};
use cookie_charter::page::{Form, Page};
use serde::Deserialize;
use serde_json::Value;
use std::time::{Duration, Instant};

/// Frames that are read of one page.
const MOST: usize = 100;
/// Frames whose text is read: consent dialogs need one or two. As many as the extension reads.
const MOST_TEXTS: usize = 20;
/// The frames of one page are read in this part of the time for a site.
pub(super) const FRAMES: u32 = 5;
/// A page is asked so often before it is given up: dialogs interrupt an answer.
const TRIES: u32 = 3;

/// A page and its frames.
#[derive(Debug, Default)]
pub(super) struct Frames {
    /// The top one first, then in the order of the page.
    pub(super) all: Vec<Frame>,
    /// A frame gave no answer, or there are more than [`MOST`], or they take too long.
    pub(super) unread: bool,
    /// The HTTP status of the page. 0 where the browser does not tell.
    pub(super) status: u16,
    /// The `load` event of the page had not come.
    pub(super) loading: bool,
    /// What the frames of the site itself show.
    texts: Vec<Text>,
}

/// A frame, as `extension/page/read-frame.js` tells it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Frame {
    pub(super) address: String,
    pub(super) contacted: Vec<Contacted>,
    /// The browser's list of resources was full.
    pub(super) cut: bool,
    pub(super) stored: Vec<Key>,
    /// It keeps more than was read.
    pub(super) keys_cut: bool,
}

/// A host that a frame contacted.
#[derive(Debug, Deserialize)]
pub(super) struct Contacted {
    pub(super) host: String,
}

/// A key of a frame's storage.
#[derive(Debug, Deserialize)]
pub(super) struct Key {
    pub(super) kind: StorageKind,
    pub(super) name: String,
    pub(super) size: Option<u64>,
}

/// What a frame shows, as `extension/page/read-source.js` tells it.
#[derive(Debug, Deserialize)]
struct Text {
    language: Option<String>,
    source: String,
}

/// The answer of one frame.
#[derive(Deserialize)]
struct Answer {
    frame: Frame,
    /// The page can meddle with it.
    #[serde(default)]
    status: Value,
    #[serde(default)]
    loading: Value,
    /// The elements that hold its own frames, as WebDriver refers to them.
    children: Vec<Value>,
}

impl Frames {
    /// Reads the page that is shown, `here`, and leaves the session in its top frame. Frames that are not read within `time` are
    /// not waited for.
    ///
    /// # Errors
    ///
    /// When the top frame cannot be read, the server fails, or the time is over.
    pub(super) fn read(session: &Session, here: &str, time: Duration) -> Result<Self, Trouble> {
        let (mut frames, end) = (Self::default(), Instant::now() + time);
        let site = host(here).unwrap_or_default();
        let mut tries = TRIES;
        let answer: Answer = loop {
            tries -= 1;
            let why = match session.script(&asked()).map(serde_json::from_value) {
                Ok(Ok(answer)) => break answer,
                Ok(Err(_)) => "its answer cannot be understood".to_owned(),
                Err(trouble) if trouble.is_passing() || session.is_over() => return Err(trouble),
                Err(trouble) => trouble.to_string(),
            };
            if tries == 0 {
                return Err(Trouble::Site(format!(
                    "{here} does not let itself be read, as a page of endless dialogs: {why}"
                )));
            }
        };
        frames.status = answer.status.as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or_default();
        frames.loading = answer.loading == true;
        frames.texts.extend(text(session)?);
        frames.all.push(answer.frame);
        for child in answer.children {
            frames.child(session, &site, &child, end)?;
        }
        Ok(frames)
    }

    /// Reads a frame of the present one, and those in it, and comes back. `false` where it went away meanwhile: then the
    /// session is in the top frame.
    fn child(&mut self, session: &Session, site: &str, child: &Value, end: Instant) -> Result<bool, Trouble> {
        if self.all.len() >= MOST || Instant::now() >= end {
            self.unread = true;
            return Ok(true);
        }
        let read = match survived(session.enter(child)) {
            Ok(true) => self.inside(session, site, end).and_then(|there| {
                if there {
                    session.leave()?;
                }
                Ok(there)
            }),
            Ok(false) => {
                self.unread = true;
                Ok(true)
            }
            Err(trouble) => Err(trouble),
        };
        if matches!(read, Err(Trouble::Lost(_))) {
            // Only a browser that does not show its page any more is lost.
            session.top()?;
            self.unread = true;
            return Ok(false);
        }
        read
    }

    /// Reads the frame that was entered. `false` as above.
    fn inside(&mut self, session: &Session, site: &str, end: Instant) -> Result<bool, Trouble> {
        let answer = match session.script(&asked()) {
            Ok(answer) => serde_json::from_value::<Answer>(answer).ok(),
            Err(trouble) if trouble.is_passing() || session.is_over() => return Err(trouble),
            Err(_) => None,
        };
        let Some(answer) = answer else {
            self.unread = true;
            return Ok(true);
        };
        let own = host(&answer.frame.address).is_some_and(|host| same_site(&host, site));
        if own && self.texts.len() < MOST_TEXTS {
            match text(session) {
                Ok(text) => self.texts.extend(text),
                Err(trouble) if trouble.is_passing() || session.is_over() => return Err(trouble),
                Err(_) => self.unread = true,
            }
        }
        self.all.push(answer.frame);
        for child in answer.children {
            if !self.child(session, site, &child, end)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The host of the first frame of another site than that of the page, `site`.
    pub(super) fn elsewhere(&self, site: &str) -> Option<String> {
        self.all.iter().filter_map(|frame| host(&frame.address)).find(|host| !same_site(host, site))
    }

    /// Takes in what frames told before the page was loaded anew.
    pub(super) fn remember(&mut self, earlier: Self) {
        self.all.extend(earlier.all);
        self.unread |= earlier.unread;
    }

    /// The page as the browser shows it, with what frames of its site show after it.
    pub(super) fn page(&self, address: String) -> Page {
        let language = self.texts.first().and_then(|text| text.language.clone());
        let source = self.texts.iter().map(|text| text.source.as_str()).collect::<Vec<_>>().join("\n");
        Page { address: Some(address), language, form: Form::Html, source: format!("<!doctype html>{source}") }
    }
}

/// Whether it was done; a failure of the server or the end of the time ends everything.
fn survived(done: Result<(), Trouble>) -> Result<bool, Trouble> {
    match done {
        Ok(()) => Ok(true),
        Err(trouble) if trouble.is_passing() || trouble == Trouble::Late => Err(trouble),
        Err(_) => Ok(false),
    }
}

fn text(session: &Session) -> Result<Option<Text>, Trouble> {
    let answer = session.script(&body(include_str!("../../../../extension/page/read-source.js"), "told"))?;
    Ok(serde_json::from_value(answer).ok())
}

/// What the extension asks of every frame, and which elements hold frames in turn.
fn asked() -> String {
    let read = include_str!("../../../../extension/page/read-frame.js");
    body(
        read,
        &format!("told.then((frame) => ({{ frame, status: {STATUS}, loading: {LOADING}, children: ({CHILDREN})() }}))"),
    )
}

/// A script of the extension as the body of a function that returns something of what it told.
fn body(script: &str, returned: &str) -> String {
    let script = script.trim_end().trim_end_matches(';');
    format!("const told = (\n{script}\n);\nreturn {returned};")
}

/// How the server answered.
const STATUS: &str = "performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0";

/// Whether the page waits for its `load` event. `document.readyState` does not tell: chromedriver stops what is late, and the
/// page is then complete without one.
const LOADING: &str = "performance.getEntriesByType('navigation')[0]?.loadEventStart === 0";

/// The elements that hold frames, open shadow roots included.
pub(super) const CHILDREN: &str = r"() => {
  const found = [];
  const search = (within, all) => {
    for (const element of all.call(within, '*')) {
      if (/^(?:iframe|frame|object|embed)$/.test(element.localName) && element.contentWindow) found.push(element);
      if (element.shadowRoot) search(element.shadowRoot, DocumentFragment.prototype.querySelectorAll);
    }
  };
  search(document, Document.prototype.querySelectorAll);
  return found;
}";
