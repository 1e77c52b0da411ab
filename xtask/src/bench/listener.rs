//! The least that an extension which hears of cookies costs a page: one listener that does nothing with what it is told.

use crate::place;
use anyhow::Result;
use serde_json::json;
use std::fs;

/// It asks for as much as Cookie Charter must: Chromium shows no cookie headers without `extraHeaders`.
const SCRIPT: &str = "
const { onHeadersReceived, OnHeadersReceivedOptions } = chrome.webRequest;
const headers = 'EXTRA_HEADERS' in OnHeadersReceivedOptions ? ['responseHeaders', 'extraHeaders'] : ['responseHeaders'];
onHeadersReceived.addListener(() => {}, { urls: ['<all_urls>'] }, headers);
";

/// Lays its folders, one a browser.
///
/// # Errors
/// They cannot be written.
pub(super) fn lay() -> Result<()> {
    let manifest = |background| {
        json!({
            "manifest_version": 3,
            "name": "Listener",
            "version": "1",
            "permissions": ["webRequest"],
            "host_permissions": ["<all_urls>"],
            "background": background,
            "browser_specific_settings": { "gecko": { "id": "listener@cookie-charter.eu" } },
        })
    };
    for (browser, background) in [
        ("chromium", json!({ "service_worker": "listen.js", "type": "module" })),
        ("firefox", json!({ "scripts": ["listen.js"], "type": "module" })),
    ] {
        let folder = place::extension(&format!("listener-{browser}"));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("manifest.json"), manifest(background).to_string())?;
        fs::write(folder.join("listen.js"), SCRIPT)?;
    }
    Ok(())
}
