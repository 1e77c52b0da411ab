//! `cargo xtask demo`: the extension at work on the demo sites, in a browser, or in pictures where there is no display.

mod table;

use crate::session::{Browser, Opening, Scheme, Session, Tab, Window};
use crate::site::{SHOWN, Sites};
use crate::{build, install, place};
use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};
use std::env;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// What to show, and where.
#[derive(Debug, Args)]
pub struct Demo {
    /// The browser.
    #[arg(long, value_enum, default_value = "firefox")]
    browser: Browser,
    /// One demo site alone.
    #[arg(long, value_parser = SHOWN)]
    site: Option<String>,
    /// No window: audits are printed, pictures of the popup are written to target/demo/. So it is without a display.
    #[arg(long)]
    headless: bool,
}

/// Installs, builds, serves the demo sites and shows them.
///
/// # Errors
/// Something is missing that cannot be installed, does not build, or the browser fails.
#[tokio::main]
pub async fn demo(demo: &Demo) -> Result<()> {
    install::browsers()?;
    build::build()?;
    let sites = Sites::start(0).await?;
    let shown = demo.site.as_deref().map_or_else(|| SHOWN.to_vec(), |site| vec![site]);
    let display = ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|it| !it.is_empty()));
    let window = if demo.headless || !display { Window::Headless } else { Window::Shown };
    let opening = Opening { window, ..Opening::headless(demo.browser) };
    println!("demo: {} starts", demo.browser.name());
    let session = Session::open(opening).await?;
    match window {
        Window::Shown => open(&session, &sites, &shown).await,
        Window::Headless => print(&session, &sites, &shown).await,
    }
}

/// Shows the first site, and waits until the person closes the browser.
async fn open(session: &Session, sites: &Sites, shown: &[&str]) -> Result<()> {
    for site in shown.iter().rev() {
        session.visit(&sites.address(site, "/")).await?;
    }
    println!("demo: click the extension's button. Close the browser to end. The sites:");
    for site in shown {
        println!("  {}", sites.address(site, "/"));
    }
    while session.driver.windows().await.is_ok_and(|windows| !windows.is_empty()) {
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    Ok(())
}

/// Prints the audit of each site and takes pictures of its popup.
async fn print(session: &Session, sites: &Sites, shown: &[&str]) -> Result<()> {
    let folder = place::target().join("demo");
    fs::create_dir_all(&folder)?;
    session.driver.set_window_rect(0, 0, 440, 820).await?;
    for site in shown {
        let tab = session.visit(&sites.address(site, "/")).await?;
        for language in ["fr", "en"] {
            session.speak(language).await?;
            pictures(session, &tab, &folder.join(format!("{}-{site}-{language}", session.browser().name()))).await?;
        }
        let view = session.ask(json!({ "ask": "view", "tab": tab.id, "language": language() })).await?;
        if let Some(error) = view.get("error") {
            bail!("{site}: {error}");
        }
        println!("\n{}", table::table(&view));
    }
    println!("demo: the pictures are in {}", folder.display());
    Ok(())
}

async fn pictures(session: &Session, tab: &Tab, stem: &Path) -> Result<()> {
    session.about(tab, "extension/popup/popup.html").await?;
    for (scheme, name) in [(Scheme::Light, "light"), (Scheme::Dark, "dark")] {
        session.colour(scheme).await?;
        session.driver.screenshot(Path::new(&format!("{}-{name}.png", stem.display()))).await?;
    }
    Ok(session.driver.close_window().await?)
}

/// The language of the terminal, where the extension speaks it.
fn language() -> Value {
    let said =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|it| !it.is_empty()));
    let french = said.is_none_or(|said| said.starts_with("fr"));
    if french { "fr".into() } else { "en".into() }
}
