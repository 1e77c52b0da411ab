//! One browser, driven: the commands of W3C WebDriver that a visit needs, and each vendor's way to the whole jar.

use super::firefox;
use super::observed::{self, Log, Noted, Observed};
use super::trouble::{Trouble, explained};
use super::wire::{Endpoint, ask};
use super::wish::{Certificates, QUEUE, capabilities, is_grid_with};
use crate::args::Browser;
use crate::{address, output};
use cookie_charter::cookie::domain::host;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::time::{Duration, Instant};

/// A session with a fresh profile. Dropping it closes the browser.
pub(super) struct Session {
    endpoint: Endpoint,
    id: String,
    /// "chrome", "firefox", …, in lower case.
    browser: String,
    /// "Chrome 156.0", for the report.
    pub(super) version: String,
    /// What the browser calls itself to sites, where its driver tells.
    agent: Option<String>,
    deadline: Instant,
    /// What was kept of chromedriver's log.
    log: RefCell<Log>,
}

impl Session {
    /// Opens a browser. Everything asked of it must be answered within `time`; waiting for a free browser of a Grid does
    /// not count.
    ///
    /// # Errors
    ///
    /// When the server does not answer, or has no such browser.
    pub(super) fn open(
        endpoint: &Endpoint,
        browser: Browser,
        binary: Option<&str>,
        time: Duration,
        certificates: Certificates,
    ) -> Result<Self, Trouble> {
        let name = match browser {
            Browser::Chromium => "chrome",
            Browser::Firefox => "firefox",
        };
        let is_grid = is_grid_with(endpoint, name, time)?;
        let patience = if is_grid { time.max(QUEUE) } else { time };
        let wish = json!({"capabilities": {"alwaysMatch": capabilities(browser, binary, time, certificates)}});
        let opened = ask(endpoint, "POST", "/session", Some(&wish), Instant::now() + patience);
        let opened = opened.map_err(|trouble| match trouble {
            Trouble::Late if is_grid => Trouble::Lost("the Grid has no free browser".to_owned()),
            trouble => trouble,
        })?;
        let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let got = opened.get("capabilities").cloned().unwrap_or_default();
        let (name, version) = (text(&got, "browserName"), text(&got, "browserVersion"));
        let mut initial = name.chars();
        let titled: String = initial.next().into_iter().flat_map(char::to_uppercase).chain(initial).collect();
        let session = Self {
            endpoint: endpoint.clone(),
            id: text(&opened, "sessionId"),
            browser: name.to_lowercase(),
            version: format!("{titled} {version}").trim().to_owned(),
            agent: Some(text(&got, "userAgent")).filter(|agent| !agent.is_empty()),
            deadline: Instant::now() + time,
            log: RefCell::default(),
        };
        open_sessions().insert(session.id.clone(), endpoint.clone());
        Ok(session)
    }

    /// Whether the browser answers to the DevTools protocol.
    pub(super) fn is_chromium(&self) -> bool {
        self.browser.contains("chrom") || self.browser.contains("edge")
    }

    /// What the browser calls itself to sites. `None` when neither it nor its driver tells.
    pub(super) fn agent(&self) -> Option<String> {
        let asked = || {
            let told = self.is_chromium().then(|| self.devtools("Browser.getVersion", &json!({})))?.ok()?;
            Some(told.get("userAgent")?.as_str()?.to_owned())
        };
        self.agent.clone().or_else(asked)
    }

    /// Goes to an address and waits for the page's load event.
    pub(super) fn go(&self, address: &str) -> Result<(), Trouble> {
        self.ask("POST", "/url", &json!({"url": address})).map(drop)
    }

    /// Loads the page anew, and waits for its load event no longer than half of the time that is left: a page that goes on
    /// loading is there all the same.
    ///
    /// # Errors
    ///
    /// Also when the page does not come again within that time.
    pub(super) fn reload(&self) -> Result<(), Trouble> {
        const STARTED: &str = "return performance.timeOrigin";
        let started = self.script(STARTED)?;
        let left = self.deadline.saturating_duration_since(Instant::now()) / 2;
        self.ask("POST", "/timeouts", &json!({"pageLoad": u64::try_from(left.as_millis()).unwrap_or(u64::MAX)}))?;
        match self.ask("POST", "/refresh", &json!({})) {
            Err(Trouble::Late) if !self.is_over() && self.script(STARTED)? != started => Ok(()),
            Err(Trouble::Late) if !self.is_over() => Err(Trouble::Site(format!(
                "the page did not load again after the click within {:.0} s, half of what was left of --timeout",
                left.as_secs_f64()
            ))),
            done => done.map(drop),
        }
    }

    /// Where the browser is.
    pub(super) fn address(&self) -> Result<String, Trouble> {
        let address = ask(&self.endpoint, "GET", &format!("/session/{}/url", self.id), None, self.deadline)?;
        Ok(address.as_str().unwrap_or_default().to_owned())
    }

    /// Runs a function body in the page.
    pub(super) fn script(&self, body: &str) -> Result<Value, Trouble> {
        self.ask("POST", "/execute/sync", &json!({"script": body, "args": []}))
    }

    /// Goes into the frame of an element, which a script has returned.
    pub(super) fn enter(&self, element: &Value) -> Result<(), Trouble> {
        self.ask("POST", "/frame", &json!({"id": element})).map(drop)
    }

    /// Goes back to the frame above.
    pub(super) fn leave(&self) -> Result<(), Trouble> {
        self.ask("POST", "/frame/parent", &json!({})).map(drop)
    }

    /// Whether the time is over.
    pub(super) fn is_over(&self) -> bool {
        Instant::now() >= self.deadline
    }

    /// Goes to the page itself, out of all frames.
    pub(super) fn top(&self) -> Result<(), Trouble> {
        self.ask("POST", "/frame", &json!({"id": null})).map(drop)
    }

    /// Clicks an element, which a script has returned.
    pub(super) fn press(&self, element: &Value) -> Result<(), Trouble> {
        let id = element.as_object().and_then(|element| element.values().next()).and_then(Value::as_str);
        let id = id.ok_or_else(|| Trouble::Site("the browser does not name the element".to_owned()))?;
        self.ask("POST", &format!("/element/{id}/click"), &json!({})).map(drop)
    }

    /// A picture of the window, as PNG in base64.
    pub(super) fn screenshot(&self) -> Result<String, Trouble> {
        let picture = ask(&self.endpoint, "GET", &format!("/session/{}/screenshot", self.id), None, self.deadline)?;
        Ok(picture.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until the page has asked for nothing new for as long as `quiet`, at most `most` beyond that.
    pub(super) fn settle(&self, quiet: Duration, most: Duration) -> Result<(), Trouble> {
        let end = (Instant::now() + quiet + most).min(self.deadline);
        let (mut last, mut since) = (Value::Null, Instant::now());
        while Instant::now() < end {
            let count = self.script("return performance.getEntriesByType('resource').length")?;
            if count != last {
                (last, since) = (count, Instant::now());
            } else if since.elapsed() >= quiet {
                break;
            }
            std::thread::sleep((quiet / 5).min(Duration::from_millis(200)));
        }
        Ok(())
    }

    /// The whole jar as JSON that [`cookie_charter::cookie::import`] reads. `None` when this browser shows the cookies
    /// of the page alone, which come instead.
    pub(super) fn jar(&self) -> Result<(Value, Reach), Trouble> {
        if self.is_chromium()
            && let Some(cookies) = granted(self.devtools("Storage.getCookies", &json!({})))?
        {
            return Ok((cookies, Reach::Whole));
        }
        if self.browser == "firefox"
            && let Some(cookies) = granted(self.privileged(firefox::JAR))?
        {
            return Ok((cookies, Reach::Whole));
        }
        if self.browser == "firefox" {
            static TOLD: Once = Once::new();
            TOLD.call_once(|| {
                output::note(
                    &"this Firefox shows the cookies of the visited page only; for all of them, and its requests, its \
                      geckodriver must be started with --allow-system-access",
                );
            });
        }
        let page = ask(&self.endpoint, "GET", &format!("/session/{}/cookie", self.id), None, self.deadline)?;
        Ok((page, Reach::PageOnly))
    }

    /// Listens to what the pages ask for from now on, where the browser does not note it by itself.
    pub(super) fn listen(&self) {
        if self.browser == "firefox" {
            // Without privileges nothing is heard, and the jar tells what it can.
            let _ = self.privileged(firefox::LISTENS);
        }
    }

    /// What the browser noted of its requests so far. `None` for those that note nothing.
    ///
    /// # Errors
    ///
    /// When the server fails.
    pub(super) fn observed(&self) -> Result<Option<Observed>, Trouble> {
        if self.browser == "firefox" {
            let noted = granted(self.privileged(firefox::HEARD))?.unwrap_or_default();
            let noted = serde_json::from_value::<Option<Vec<Noted>>>(noted).unwrap_or_default();
            return Ok(noted.map(|noted| observed::firefox(&noted)));
        }
        if !self.is_chromium() {
            return Ok(None);
        }
        let mut log = self.log.borrow_mut();
        while !log.is_full() {
            let told = granted(self.ask("POST", "/se/log", &json!({"type": "performance"})))?;
            // What was heard before a log that is refused, or is too long, stays heard.
            let Some(lines) = told.as_ref().and_then(Value::as_array) else { return Ok(log.cut()) };
            if !log.add(lines) {
                return Ok(Some(log.observed()));
            }
        }
        Ok(Some(Observed { bounded: true, ..log.observed() }))
    }

    fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, Trouble> {
        self.ask("POST", "/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// Runs a script with Firefox's own privileges, which it has where its driver was started with
    /// `--allow-system-access`.
    fn privileged(&self, body: &str) -> Result<Value, Trouble> {
        self.ask("POST", "/moz/context", &json!({"context": "chrome"}))?;
        let answer = self.script(body);
        self.ask("POST", "/moz/context", &json!({"context": "content"}))?;
        answer
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value, Trouble> {
        ask(&self.endpoint, method, &format!("/session/{}{path}", self.id), Some(body), self.deadline)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        open_sessions().remove(&self.id);
        end(&self.endpoint, &self.id);
    }
}

/// The sessions that are open, by id: what a person who will not wait ends.
static OPEN: Mutex<BTreeMap<String, Endpoint>> = Mutex::new(BTreeMap::new());

fn open_sessions() -> MutexGuard<'static, BTreeMap<String, Endpoint>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Closes every browser that is open: a server that is not ours would keep it.
pub(super) fn end_all() {
    let open = std::mem::take(&mut *open_sessions());
    std::thread::scope(|scope| open.iter().for_each(|(id, endpoint)| drop(scope.spawn(|| end(endpoint, id)))));
}

fn end(endpoint: &Endpoint, id: &str) {
    let deadline = Instant::now() + Duration::from_secs(5);
    // A server that is gone has closed its browser already.
    let _ = ask(endpoint, "DELETE", &format!("/session/{id}"), None, deadline);
}

/// What a browser may refuse: `None`. A server that fails is another thing.
fn granted(answer: Result<Value, Trouble>) -> Result<Option<Value>, Trouble> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(trouble) if trouble.is_passing() => Err(trouble),
        Err(_) => Ok(None),
    }
}

/// How much of the jar could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Every cookie of the profile.
    Whole,
    /// The cookies that the visited page itself is sent.
    PageOnly,
}

/// As long as a page goes on asking for things, it is not looked at, but no longer than this.
pub(super) const SETTLE: Duration = Duration::from_secs(6);

/// The address of the page that the browser shows.
///
/// # Errors
///
/// When it shows none, or a page of its own that says why there is none.
pub(super) fn shown(session: &Session) -> Result<String, Trouble> {
    // An error page of Chromium's keeps the address that failed, except before itself.
    let own = session.script("return location.href")?;
    let own = own.as_str().unwrap_or_default();
    if host(own).is_some() {
        return session.address().map(|address| address::bare(&address));
    }
    let why = session.observed()?.and_then(|observed| observed.failed);
    Err(Trouble::Site(match why {
        Some(why) if own.starts_with("chrome-error:") => explained(&why),
        _ if own.starts_with("chrome-error:") => "the browser shows an error page instead of the site".to_owned(),
        _ => "the site shows no page: a download, or an empty answer".to_owned(),
    }))
}
