//! Which browser is wished for, and whether a server can have it.

use super::trouble::Trouble;
use super::wire::{Endpoint, ask};
use crate::args::Browser;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Whether a site whose certificate is not valid is visited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certificates {
    /// It must be valid.
    Checked,
    /// Any will do.
    Any,
}

/// How long a page is waited for, of the time for one stage of a site: what never ends loading must leave time to look at it.
pub(super) fn patience(time: Duration) -> Duration {
    time / 2
}

/// What is wished of a browser (W3C WebDriver §7), in the words of its driver.
pub(super) fn capabilities(
    browser: Browser,
    binary: Option<&str>,
    time: Duration,
    certificates: Certificates,
) -> Value {
    let load = u64::try_from(patience(time).as_millis()).unwrap_or(u64::MAX);
    let timeouts = json!({"pageLoad": load, "script": 10_000});
    let (name, vendor, mut options) = match browser {
        Browser::Chromium => {
            let mut arguments = vec![
                "--headless=new",
                "--no-first-run",
                "--disable-search-engine-choice-screen",
                "--window-size=1280,900",
            ];
            // Chromium refuses its sandbox to root, and does not start.
            if runs_as_root() {
                arguments.push("--no-sandbox");
            }
            let logged = json!({"enableNetwork": true, "enablePage": false});
            ("chrome", "goog:chromeOptions", json!({"args": arguments, "perfLoggingPrefs": logged}))
        }
        Browser::Firefox => ("firefox", "moz:firefoxOptions", json!({"args": ["-headless"]})),
    };
    if let (Some(binary), Some(options)) = (binary, options.as_object_mut()) {
        options.insert("binary".to_owned(), binary.into());
    }
    let mut wished = json!({
        "browserName": name,
        "timeouts": timeouts,
        "unhandledPromptBehavior": "dismiss",
        "acceptInsecureCerts": certificates == Certificates::Any,
        vendor: options,
    });
    if let (Browser::Chromium, Some(wished)) = (browser, wished.as_object_mut()) {
        wished.insert("goog:loggingPrefs".to_owned(), json!({"performance": "ALL"}));
    }
    wished
}

#[cfg(unix)]
fn runs_as_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
}

#[cfg(not(unix))]
fn runs_as_root() -> bool {
    false
}

/// A Grid lets a request wait for a free browser this long by default (`--session-request-timeout`), and then says so.
pub(super) const QUEUE: Duration = Duration::from_secs(330);

/// Whether the server is a Selenium Grid, and its nodes have this browser.
///
/// # Errors
///
/// When the server does not answer, or is a Grid without this browser.
pub(super) fn is_grid_with(endpoint: &Endpoint, browser: &str, time: Duration) -> Result<bool, Trouble> {
    let status = match ask(endpoint, "GET", "/status", None, Instant::now() + time) {
        Ok(status) => status,
        // A server without this command may have the others.
        Err(Trouble::Site(_)) => return Ok(false),
        Err(trouble) => return Err(trouble),
    };
    let Some(nodes) = status.get("nodes").and_then(Value::as_array) else { return Ok(false) };
    let slots = nodes.iter().filter_map(|node| node.get("slots")?.as_array()).flatten();
    let browsers: BTreeSet<&str> = slots.filter_map(|slot| slot.pointer("/stereotype/browserName")?.as_str()).collect();
    if browsers.contains(browser) {
        return Ok(true);
    }
    // Nodes come and go.
    let has = browsers.into_iter().collect::<Vec<_>>().join(", ");
    let has = if has.is_empty() { "it has none at all".to_owned() } else { format!("its nodes have: {has}") };
    Err(Trouble::Lost(format!("the Grid has no node with {browser} ({has}); --browser chooses")))
}
