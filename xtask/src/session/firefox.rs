//! Firefox under geckodriver.

use super::vendor::privileged;
use super::{Scheme, Window, folder};
use anyhow::{Context, Result};
use serde_json::json;
use std::path::Path;
use thirtyfour::extensions::addons::firefox::FirefoxTools;
use thirtyfour::{Capabilities, WebDriver};

/// The address of the extension's pages under test. Firefox draws one for each profile unless a preference fixes it.
pub(super) const UUID: &str = "0b0c3c1e-6f0c-4c0d-8a57-c00c1ec4a27e";

/// The extension's id, as in `manifest.json`.
const ID: &str = "cookie-charter@cookie-charter.eu";

pub(super) fn driver() -> [&'static str; 3] {
    ["geckodriver", "--websocket-port=0", "--allow-system-access"]
}

/// A browser that runs in this folder.
pub(super) fn capabilities(window: Window, profile: &Path) -> Result<Capabilities> {
    let folder = profile.display().to_string();
    let mut arguments = vec!["-profile", &folder];
    if window == Window::Headless {
        arguments.extend(["-headless", "--width=1280", "--height=900"]);
    }
    let preferences = json!({
        "extensions.webextensions.uuids": json!({ ID: UUID }).to_string(),
        "devtools.jsonview.enabled": false,
    });
    let mut capabilities = Capabilities::new();
    capabilities.set("browserName", "firefox")?;
    capabilities.set("moz:firefoxOptions", json!({ "args": arguments, "prefs": preferences }))?;
    Ok(capabilities)
}

/// Loads an extension for as long as the browser runs, which also grants the host permissions.
pub(super) async fn install(driver: &WebDriver, name: &str) -> Result<()> {
    let folder = folder(name)?;
    let tools = FirefoxTools::new(driver.handle().clone());
    tools.install_addon(&folder.to_string_lossy(), Some(true)).await.context("Firefox refuses the extension")
}

pub(super) async fn colour(driver: &WebDriver, scheme: Scheme) -> Result<()> {
    let value = i32::from(scheme == Scheme::Light);
    let script = "Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', arguments[0])";
    still(driver).await?;
    privileged(driver, script, vec![value.into()]).await.map(drop)
}

pub(super) async fn still(driver: &WebDriver) -> Result<()> {
    privileged(driver, "Services.prefs.setIntPref('ui.prefersReducedMotion', 1)", Vec::new()).await.map(drop)
}

pub(super) async fn stop_background(driver: &WebDriver) -> Result<()> {
    let script = "return WebExtensionPolicy.getByID(arguments[0]).extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true })";
    privileged(driver, script, vec![ID.into()]).await.map(drop)
}

/// Lets the extension into private windows, which takes effect when it is loaded anew.
pub(super) async fn allow_private(driver: &WebDriver) -> Result<()> {
    let script = "
        const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
        const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
        return ExtensionPermissions.add(arguments[0], { permissions: ['internal:privateBrowsingAllowed'], origins: [] })
            .then(() => AddonManager.getAddonByID(arguments[0])).then((addon) => addon.reload())";
    privileged(driver, script, vec![ID.into()]).await.map(drop)
}

/// Opens an address in a new tab of a new container.
pub(super) async fn open_container(driver: &WebDriver, address: &str) -> Result<()> {
    let script = "
        Services.prefs.setBoolPref('privacy.userContext.enabled', true);
        const { ContextualIdentityService } = ChromeUtils.importESModule('resource://gre/modules/ContextualIdentityService.sys.mjs');
        const { userContextId } = ContextualIdentityService.create('Essai', 'briefcase', 'blue');
        const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
        window.gBrowser.addTab(arguments[0], { userContextId, triggeringPrincipal })";
    privileged(driver, script, vec![address.into()]).await.map(drop)
}

/// Isolates everything by the site in the address bar, as Tor Browser does.
pub(super) async fn isolate_first_parties(driver: &WebDriver) -> Result<()> {
    let script = "Services.prefs.setBoolPref('privacy.firstparty.isolate', true)";
    privileged(driver, script, Vec::new()).await.map(drop)
}
