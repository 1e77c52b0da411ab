//! A browser with the extension in it, driven through its own WebDriver server.

mod apart;
pub(crate) mod chromium;
mod driver;
mod firefox;
mod menu;
mod profile;
mod tab;
mod vendor;

pub use driver::Driver;
pub use menu::Popup;
pub use tab::Tab;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use profile::Profile;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
use thirtyfour::{Capabilities, TimeoutConfiguration, WebDriver, WindowHandle};

/// After this, what is waited for counts as hung. It measures nothing: on a loaded machine a page takes twenty times as long as
/// on an idle one, and is as right.
pub const PATIENCE: Duration = Duration::from_mins(2);

/// The browsers the extension is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Browser {
    /// Chromium, as a stand-in for every browser built on it.
    Chromium,
    /// Firefox.
    Firefox,
}

/// What a browser does with the cookies of third parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThirdParties {
    /// What the browser does out of the box: Firefox partitions them, Debian's Chromium refuses most of them.
    AsInstalled,
    /// Chromium keeps them, as it does for most people.
    Allowed,
}

/// The colours a person asked their system for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Whether there is a window to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// A person can see the browser.
    Shown,
    /// There is none.
    Headless,
}

/// The extension that is in a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extension {
    /// None: what the others are measured against.
    None,
    /// One whose only listener does nothing with the headers it is shown: the least that hearing of cookies costs.
    Listener,
    /// Cookie Charter.
    Ours,
}

/// How a browser is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// Which browser.
    pub browser: Browser,
    /// What it does with third parties.
    pub third_parties: ThirdParties,
    /// Whether it shows itself.
    pub window: Window,
    /// What is in it.
    pub extension: Extension,
}

/// A running browser with a fresh profile. It ends, with its driver, when this value is dropped.
pub struct Session {
    /// The WebDriver session.
    pub driver: WebDriver,
    browser: Browser,
    home: WindowHandle,
    server: Driver,
    /// Held for the folder, which goes after the browser in it.
    _profile: Option<Profile>,
}

impl Browser {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Chromium, Self::Firefox];

    /// Its name, which is also the name of its folder under `target/extension/`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
        }
    }

    /// Where the extension's own pages are: `chrome-extension://…`, `moz-extension://…`, without a slash at the end.
    pub fn origin(self) -> String {
        match self {
            Self::Chromium => format!("chrome-extension://{}", chromium::ID),
            Self::Firefox => format!("moz-extension://{}", firefox::UUID),
        }
    }
}

impl Opening {
    /// A browser as installed with the extension in it, without a window.
    pub fn headless(browser: Browser) -> Self {
        Self { browser, third_parties: ThirdParties::AsInstalled, window: Window::Headless, extension: Extension::Ours }
    }

    /// The folder of the extension, under `target/extension/`.
    fn folder(self) -> Option<&'static str> {
        match (self.extension, self.browser) {
            (Extension::None, _) => None,
            (Extension::Listener, Browser::Chromium) => Some("listener-chromium"),
            (Extension::Listener, Browser::Firefox) => Some("listener-firefox"),
            (Extension::Ours, Browser::Chromium) => Some(crate::build::KEYED),
            (Extension::Ours, Browser::Firefox) => Some("firefox"),
        }
    }
}

impl Session {
    /// Opens a browser; with Cookie Charter loaded, on a page of it that does nothing.
    ///
    /// # Errors
    /// The browser or its driver is not installed, does not start, or refuses the extension.
    pub async fn open(opening: Opening) -> Result<Self> {
        let mut session = Self::bare(opening).await?;
        if opening.browser == Browser::Firefox
            && let Some(name) = opening.folder()
        {
            firefox::install(&session.driver, name).await?;
        }
        if opening.extension == Extension::Ours {
            session.start().await?;
        }
        Ok(session)
    }

    /// Opens a browser. Chromium has the extension from the start, Firefox not yet.
    async fn bare(opening: Opening) -> Result<Self> {
        match opening.browser {
            Browser::Chromium => {
                Self::connect(opening, &chromium::driver(), chromium::capabilities(opening)?, None).await
            }
            Browser::Firefox => {
                let profile = Profile::started(async |folder| {
                    let capabilities = firefox::capabilities(opening.window, folder)?;
                    Self::connect(opening, &firefox::driver(), capabilities, None).await?.close().await
                });
                let profile = profile.await?;
                let capabilities = firefox::capabilities(opening.window, profile.folder())?;
                Self::connect(opening, &firefox::driver(), capabilities, Some(profile)).await
            }
        }
    }

    async fn connect(
        opening: Opening,
        server: &[&str],
        capabilities: Capabilities,
        profile: Option<Profile>,
    ) -> Result<Self> {
        let server = Driver::start(server).await?;
        let driver = WebDriver::new(server.address(), capabilities);
        let driver = driver.await.with_context(|| format!("{} does not start", opening.browser.name()))?;
        driver.update_timeouts(TimeoutConfiguration::new(Some(PATIENCE), Some(PATIENCE), None)).await?;
        let home = driver.window().await?;
        Ok(Self { driver, browser: opening.browser, home, server, _profile: profile })
    }

    /// Which browser this is.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// The address of a file of the extension.
    pub fn page(&self, path: &str) -> String {
        format!("{}/{path}", self.browser.origin())
    }

    /// Goes to an address in the present tab.
    ///
    /// # Errors
    /// The page does not load.
    pub async fn to(&self, address: &str) -> Result<()> {
        self.driver.goto(address).await.with_context(|| format!("cannot open {address}"))
    }

    /// Opens an address in a new tab and waits until it is loaded.
    ///
    /// # Errors
    /// The page does not load.
    pub async fn visit(&self, address: &str) -> Result<Tab> {
        let window = self.driver.new_tab().await?;
        self.driver.switch_to_window(window.clone()).await?;
        self.to(address).await?;
        let id = self.tab_id(address).await?;
        self.driver.switch_to_window(window.clone()).await?;
        Ok(Tab { id, window })
    }

    /// Evaluates the body of a function in a page of the extension, where its interfaces are at hand.
    ///
    /// # Errors
    /// The script throws, or its promise is rejected.
    pub async fn inside(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.driver.switch_to_window(self.home.clone()).await?;
        let answer =
            self.driver.execute(script, arguments).await.with_context(|| format!("in the extension: {script}"))?;
        Ok(answer.json().clone())
    }

    /// Asks the background what a page of the extension would ask it.
    ///
    /// # Errors
    /// Nobody answers.
    pub async fn ask(&self, request: Value) -> Result<Value> {
        self.inside("return chrome.runtime.sendMessage(arguments[0])", vec![request]).await
    }

    /// Chooses the language of the extension's pages (`fr`), as its settings do.
    ///
    /// # Errors
    /// The settings are not taken.
    pub async fn speak(&self, language: &str) -> Result<()> {
        self.inside("localStorage.setItem('language', arguments[0])", vec![language.into()]).await?;
        let answer = self.ask(json!({ "ask": "set-settings", "language": language })).await?;
        if answer.get("language") != Some(&language.into()) {
            bail!("the settings do not take {language}: {answer}");
        }
        Ok(())
    }

    /// Shows the present page in these colours, to a reader who wants no motion: none is under way in a picture.
    ///
    /// # Errors
    /// The browser does not know how.
    pub async fn colour(&self, scheme: Scheme) -> Result<()> {
        match self.browser {
            Browser::Chromium => chromium::colour(&self.driver, scheme).await,
            Browser::Firefox => firefox::colour(&self.driver, scheme).await,
        }?;
        self.driver.execute(STILLNESS_IS_KNOWN, Vec::new()).await?;
        self.driver.execute(COLOURS_ARE_DRAWN, vec![(scheme == Scheme::Dark).into()]).await?;
        Ok(())
    }

    /// Has the present page know that its reader wants no motion.
    ///
    /// # Errors
    /// The browser does not know how.
    pub async fn still(&self) -> Result<()> {
        match self.browser {
            Browser::Chromium => chromium::still(&self.driver).await,
            Browser::Firefox => firefox::still(&self.driver).await,
        }?;
        self.driver.execute(STILLNESS_IS_KNOWN, Vec::new()).await?;
        Ok(())
    }

    /// The jar as the extension can read it, each cookie as `name @ domain`, sorted; partitions included.
    ///
    /// # Errors
    /// The interface refuses.
    pub async fn jar(&self) -> Result<Vec<String>> {
        let script = "return chrome.cookies.getAll({ partitionKey: {} })
            .then((all) => all.map((it) => `${it.name} @ ${it.domain.replace(/^[.]/, '')}`).sort())";
        Ok(serde_json::from_value(self.inside(script, Vec::new()).await?)?)
    }

    /// Stops the background of the extension, as the browser does when nothing happens for a while: its memory is gone.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn stop_background(&self) -> Result<()> {
        match self.browser {
            Browser::Chromium => chromium::stop_background(&self.driver).await,
            Browser::Firefox => firefox::stop_background(&self.driver).await,
        }
    }

    /// Takes from the extension the access to every site, as a person can in the browser.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn withhold_access(&self) -> Result<()> {
        match self.browser {
            Browser::Chromium => {
                self.step_aside().await?;
                chromium::withhold_access(&self.driver).await
            }
            Browser::Firefox => {
                let script = "return chrome.permissions.remove({ origins: ['<all_urls>'] })";
                self.inside(script, Vec::new()).await.map(drop)
            }
        }
    }

    /// Loads the extension anew: it has seen nothing of the pages that are open.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn reload_extension(&mut self) -> Result<()> {
        self.step_aside().await?;
        match self.browser {
            Browser::Chromium => chromium::reload_extension(&self.driver).await?,
            Browser::Firefox => firefox::install(&self.driver, self.browser.name()).await?,
        }
        self.start().await
    }

    /// Ends the browser.
    ///
    /// # Errors
    /// It did not answer; it is ended all the same.
    pub async fn close(self) -> Result<()> {
        Ok(self.driver.clone().quit().await?)
    }

    /// Goes to a tab of its own: the extension's pages may close, and a session whose window is gone can do nothing.
    async fn step_aside(&self) -> Result<()> {
        let other = self.driver.new_tab().await?;
        Ok(self.driver.switch_to_window(other).await?)
    }

    /// Opens the page of the extension that scripts are evaluated in.
    async fn start(&mut self) -> Result<()> {
        self.home = self.driver.new_tab().await?;
        self.driver.switch_to_window(self.home.clone()).await?;
        self.to(&self.page("manifest.json")).await?;
        if self.browser == Browser::Firefox {
            // It is loaded before its background listens, and what pages ask until then is not heard.
            self.inside("return chrome.runtime.getBackgroundPage().then(() => true)", Vec::new()).await?;
        }
        Ok(())
    }

    async fn tab_id(&self, address: &str) -> Result<i64> {
        let script =
            "return chrome.tabs.query({}).then((all) => all.filter((it) => it.url === arguments[0]).at(-1)?.id)";
        let id = self.inside(script, vec![address.into()]).await?;
        match id.as_i64() {
            Some(id) => Ok(id),
            None => bail!("no tab shows {address}"),
        }
    }
}

impl Drop for Session {
    /// After a failed test nobody closed the browser: it ends with its driver, at once, and is not asked to.
    fn drop(&mut self) {
        let _ = self.driver.clone().leak();
        self.server.end();
    }
}

/// A folder of the extension laid by the build.
fn folder(name: &str) -> Result<PathBuf> {
    let folder = crate::place::extension(name);
    if folder.join("manifest.json").exists() {
        return Ok(folder);
    }
    bail!("{} is not built: cargo xtask build", folder.display())
}

/// Firefox takes the wish in its main process, and its pages hear of it when their own process does.
const STILLNESS_IS_KNOWN: &str = "
    const wish = matchMedia('(prefers-reduced-motion: reduce)');
    return new Promise((resume) => { if (wish.matches) resume(); else wish.onchange = resume; }).then(() => true);
";

/// The browser tells the page of its colours a moment after they were chosen, and draws them a frame later.
const COLOURS_ARE_DRAWN: &str = "
    const frame = () => new Promise((resume) => requestAnimationFrame(resume));
    const told = () => matchMedia('(prefers-color-scheme: dark)').matches === arguments[0];
    return (async () => { while (!told()) await frame(); await frame(); await frame(); })();
";
