//! Tabs whose cookies are kept apart from the others': private windows, containers, first parties that are isolated.

use super::{Browser, Session, chromium, firefox};
use anyhow::{Context, Result, bail};

/// Opens an address in a private window.
const OPENED_PRIVATELY: &str = "return chrome.windows.create({ incognito: true, url: arguments[0] }).then(() => true)";

/// Waits until a tab of another store than the ordinary one has loaded an address, and gives its number.
const LOADED: &str = "
    const ordinary = (tab) => !tab.incognito && [undefined, 'firefox-default'].includes(tab.cookieStoreId);
    const wanted = (tab) => !ordinary(tab) && tab.url === arguments[0] && tab.status === 'complete';
    return (async () => {
        for (;;) {
            const tab = (await chrome.tabs.query({})).find(wanted);
            if (tab) return tab.id;
            await new Promise((resume) => setTimeout(resume, 20));
        }
    })();
";

impl Session {
    /// Lets the extension into private windows, as a person can in the browser. It is loaded anew.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn allow_private(&mut self) -> Result<()> {
        self.step_aside().await?;
        match self.browser {
            Browser::Chromium => chromium::allow_private(&self.driver).await?,
            Browser::Firefox => firefox::allow_private(&self.driver).await?,
        }
        self.start().await
    }

    /// Opens an address in a private window and waits until it is loaded. Gives the tab's number.
    ///
    /// # Errors
    /// The extension is not let in, or the page does not load.
    pub async fn visit_privately(&self, address: &str) -> Result<i64> {
        self.inside(OPENED_PRIVATELY, vec![address.into()]).await?;
        self.loaded(address).await
    }

    /// Opens an address in a container of Firefox and waits until it is loaded. Gives the tab's number.
    ///
    /// # Errors
    /// The browser has no containers, or the page does not load.
    pub async fn visit_in_container(&self, address: &str) -> Result<i64> {
        if self.browser != Browser::Firefox {
            bail!("{} has no containers", self.browser.name());
        }
        firefox::open_container(&self.driver, address).await?;
        self.loaded(address).await
    }

    /// Has Firefox isolate everything by the site in the address bar from now on.
    ///
    /// # Errors
    /// The browser does not know how.
    pub async fn isolate_first_parties(&self) -> Result<()> {
        if self.browser != Browser::Firefox {
            bail!("{} does not isolate first parties", self.browser.name());
        }
        firefox::isolate_first_parties(&self.driver).await
    }

    async fn loaded(&self, address: &str) -> Result<i64> {
        let id = self.inside(LOADED, vec![address.into()]).await?;
        id.as_i64().with_context(|| format!("no tab shows {address}"))
    }
}
