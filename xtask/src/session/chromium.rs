//! Chromium under chromedriver.

use super::vendor::devtools;
use super::{Opening, Scheme, ThirdParties, Window, folder};
use crate::command;
use anyhow::Result;
use serde_json::json;
use std::process::Command;
use thirtyfour::{Capabilities, WebDriver};

/// The extension's id under test: what `KEY` makes of it.
pub(super) const ID: &str = "ccajeidcgkejhfpmdkjoeepncoojhgeo";

/// A public key whose private half nobody kept. It only fixes the id, in the copy that is driven and nowhere else.
pub(crate) const KEY: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAve9TLnSkNuZMArplO+OVyNKSHUSRqRFHTJoEr8D1o4Mqly6Il950OHAE3ZctHKsehAOwcKRAf9S1zKxkL2QDlO4xl1RCgzY9ZD1cj7MSomNI3FLoJsEOOtsJUFw2hxZzQlVCrr4blW3n9Wh2jQJFum35jL7FFL7myLZLc5VPmpzULzC3GtZ1LGCnQHaJjULR+/kEzoBTheJn6h4l1onUH6v9SmEf7zFZGzSZhmQFwZ9YkH8L9Lq7xD1AAB/mxByrCLN5il0C5Jy7ZROL19V4sClex7kiU8oM8yqjRBr7dsJKlcNbc/Bm4Yc+gphdlZHqPAcsWFndWdtxSDwiUJ1oSQIDAQAB";

pub(super) fn driver() -> [&'static str; 1] {
    ["chromedriver"]
}

pub(super) fn capabilities(opening: Opening) -> Result<Capabilities> {
    let mut arguments = vec![
        "--no-first-run".to_owned(),
        "--disable-search-engine-choice-screen".to_owned(),
        "--window-size=1280,900".to_owned(),
    ];
    if let Some(name) = opening.folder() {
        arguments.push(format!("--load-extension={}", folder(name)?.display()));
    }
    if opening.window == Window::Headless {
        arguments.extend(["--headless=new", "--disable-gpu"].map(str::to_owned));
    }
    if runs_as_root() {
        arguments.push("--no-sandbox".to_owned());
    }
    let preferences = match opening.third_parties {
        ThirdParties::AsInstalled => json!({}),
        ThirdParties::Allowed => {
            json!({ "profile": { "cookie_controls_mode": 0, "block_third_party_cookies": false } })
        }
    };
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "chrome")?;
    capabilities
        .set("goog:chromeOptions", json!({ "binary": "/usr/bin/chromium", "args": arguments, "prefs": preferences }))?;
    Ok(capabilities)
}

pub(super) async fn colour(driver: &WebDriver, scheme: Scheme) -> Result<()> {
    let value = if scheme == Scheme::Dark { "dark" } else { "light" };
    let still = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }, still] });
    devtools(driver, "Emulation.setEmulatedMedia", features).await.map(drop)
}

pub(super) async fn still(driver: &WebDriver) -> Result<()> {
    let features = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    devtools(driver, "Emulation.setEmulatedMedia", features).await.map(drop)
}

pub(super) async fn stop_background(driver: &WebDriver) -> Result<()> {
    devtools(driver, "ServiceWorker.enable", json!({})).await?;
    devtools(driver, "ServiceWorker.stopAllWorkers", json!({})).await.map(drop)
}

/// Switches the extension off and on again, on the browser's own page for that.
pub(super) async fn reload_extension(driver: &WebDriver) -> Result<()> {
    driver.goto("chrome://extensions").await?;
    let script =
        "const set = (on) => chrome.management.setEnabled(arguments[0], on); return set(false).then(() => set(true))";
    driver.execute(script, vec![ID.into()]).await?;
    Ok(())
}

/// Lets the extension into private windows, on the browser's own page for that.
pub(super) async fn allow_private(driver: &WebDriver) -> Result<()> {
    driver.goto("chrome://extensions").await?;
    // Switched off meanwhile: a running extension would be loaded anew some time after the answer.
    let script = "
        const set = (on) => chrome.management.setEnabled(arguments[0], on);
        const extensionId = arguments[0];
        return set(false)
            .then(() => chrome.developerPrivate.updateExtensionConfiguration({ extensionId, incognitoAccess: true }))
            .then(() => set(true))";
    driver.execute(script, vec![ID.into()]).await?;
    Ok(())
}

/// Leaves the extension the sites where it is clicked, on the browser's own page for that.
pub(super) async fn withhold_access(driver: &WebDriver) -> Result<()> {
    driver.goto("chrome://extensions").await?;
    let script = "return chrome.developerPrivate.updateExtensionConfiguration({ extensionId: arguments[0], hostAccess: 'ON_CLICK' })";
    driver.execute(script, vec![ID.into()]).await?;
    Ok(())
}

/// Chromium refuses its sandbox to root, and does not start.
fn runs_as_root() -> bool {
    command::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
