//! What the browser itself shows of the extension: its entry in the menu of a page, and the popup below its icon.

use super::vendor::{devtools, privileged};
use super::{Browser, PATIENCE, Session, Tab};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use thirtyfour::By;

/// What an open popup tells.
#[derive(Debug, Deserialize)]
pub struct Popup {
    /// `ready` or `error`.
    pub state: String,
    /// `audited`, `no-charter`, …
    pub view: String,
    /// The verdict's sentence.
    pub verdict: String,
    /// The address of the charter that it names. `None`: it names none.
    pub charter: Option<String>,
}

/// Waits until the document of a popup has its answer, and tells it.
const TOLD: &str = "async (popup) => {
    const state = () => popup()?.body?.dataset.state;
    while (!['ready', 'error'].includes(state())) await new Promise((resume) => setTimeout(resume, 20));
    const named = popup().querySelector('#charter:not([hidden]) details bdi');
    const charter = named ? named.textContent : null;
    const verdict = popup().getElementById('verdict').textContent;
    return JSON.stringify({ state: state(), view: popup().body.dataset.view, verdict, charter });
}";

impl Session {
    /// Opens the menu of a tab's page and chooses the entry of this label. Of Chromium's menu nothing but a person can choose:
    /// there the background is told what the browser would tell it.
    ///
    /// # Errors
    /// There is no such entry.
    pub async fn choose(&self, tab: &Tab, label: &str) -> Result<()> {
        match self.browser {
            Browser::Firefox => {
                self.driver.switch_to_window(tab.window.clone()).await?;
                let heading = self.driver.find(By::Css("h1")).await?;
                self.driver.action_chain().context_click_element(&heading).perform().await?;
                privileged(&self.driver, CHOSEN, vec![label.into()]).await.map(drop)
            }
            Browser::Chromium => {
                // Its background may be stopped.
                self.ask(json!({ "ask": "settings" })).await?;
                // To switch to a tab of ours would close the popup: the title of one can be read from another tab.
                let watched =
                    "document.title = ''; void (TOLD)(() => chrome.extension.getViews({ type: 'popup' })[0]?.document)
                    .then((told) => { document.title = told; })";
                self.inside(&watched.replace("TOLD", TOLD), Vec::new()).await?;
                self.driver.switch_to_window(tab.window.clone()).await?;
                self.dispatch(&DISPATCHED.replace("TAB", &tab.id.to_string())).await
            }
        }
    }

    /// Waits for the popup that the browser opened, and for its answer, and closes it.
    ///
    /// # Errors
    /// It does not open, or stays at work.
    pub async fn popup(&self) -> Result<Popup> {
        let told = match self.browser {
            Browser::Firefox => privileged(&self.driver, IN_PANEL, vec![TOLD.into()]).await?,
            Browser::Chromium => {
                let tells =
                    |it: &Value| it.get("title")?.as_str().filter(|title| title.starts_with('{')).map(str::to_owned);
                let told = self.target("manifest.json", tells).await.context("no popup tells anything")?;
                self.inside("document.title = ''", Vec::new()).await?;
                told.into()
            }
        };
        let told = told.as_str().context("the popup tells nothing")?;
        serde_json::from_str(told).with_context(|| format!("the popup tells {told}"))
    }

    /// Chromium: has the background evaluate an expression, whose outcome nobody hears.
    async fn dispatch(&self, expression: &str) -> Result<()> {
        let id = |it: &Value| Some(it.get("targetId")?.as_str()?.to_owned());
        let target = self.target("extension/background.js", id).await?;
        let to = json!({ "targetId": target, "flatten": false });
        let attached = devtools(&self.driver, "Target.attachToTarget", to).await?;
        let message = json!({ "id": 1, "method": "Runtime.evaluate", "params": { "expression": expression } });
        let sent = json!({ "sessionId": attached.get("sessionId"), "message": message.to_string() });
        devtools(&self.driver, "Target.sendMessageToTarget", sent).await.map(drop)
    }

    /// Chromium: waits until something can be told of a part of the extension.
    async fn target(&self, path: &str, told: impl Fn(&Value) -> Option<String>) -> Result<String> {
        let address = self.page(path);
        let found = async {
            loop {
                let all = devtools(&self.driver, "Target.getTargets", json!({})).await?;
                let all = all.get("targetInfos").and_then(Value::as_array).into_iter().flatten();
                let own = |it: &&Value| it.get("url").and_then(Value::as_str) == Some(&address);
                if let Some(told) = all.filter(own).find_map(&told) {
                    return Ok(told);
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        tokio::time::timeout(PATIENCE, found).await.with_context(|| format!("{path} is not there"))?
    }
}

/// Firefox: waits for the open menu and activates an entry, as a click on it does.
const CHOSEN: &str = "
    const menu = document.getElementById('contentAreaContextMenu');
    return (async () => {
        while (menu.state !== 'open') await new Promise((resume) => setTimeout(resume, 20));
        const entry = [...menu.querySelectorAll('menuitem')].find((it) => !it.hidden && it.label === arguments[0]);
        if (!entry) throw new Error(`no entry ${arguments[0]}`);
        menu.activateItem(entry);
    })();
";

/// Chromium: told as by its menu, which has such an entry.
const DISPATCHED: &str = "
    chrome.contextMenus.update('charter', {}).then(() => chrome.tabs.get(TAB)).then((tab) =>
        chrome.contextMenus.onClicked.dispatch({ menuItemId: 'charter', editable: false, pageUrl: tab.url }, tab))
";

/// Firefox: waits for the popup's panel, has what is in it evaluate an expression, and closes it.
const IN_PANEL: &str = "
    const panel = () => document.querySelector('panel[panelopen]:has(browser[webextension-view-type=popup])');
    const script = `(${arguments[0]})(() => content.document).then((told) => sendAsyncMessage('told', told))`;
    return (async () => {
        while (!panel()) await new Promise((resume) => setTimeout(resume, 20));
        const open = panel();
        const { messageManager } = open.querySelector('browser');
        const told = await new Promise((resume) => {
            messageManager.addMessageListener('told', ({ data }) => resume(data));
            messageManager.loadFrameScript(`data:,${encodeURIComponent(script)}`, false);
        });
        const closed = new Promise((resume) => open.addEventListener('popuphidden', resume, { once: true }));
        open.hidePopup();
        await closed;
        return told;
    })();
";
