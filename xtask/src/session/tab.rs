//! A tab, and the extension's pages about it.

use super::{PATIENCE, Session};
use anyhow::{Context, Result};
use std::time::Duration;
use thirtyfour::prelude::*;

/// A tab that shows a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// The browser's number for it, which the extension's pages take as `?tab=`.
    pub id: i64,
    /// WebDriver's name for it.
    pub window: WindowHandle,
}

impl Session {
    /// Opens a page of the extension about a tab (`extension/popup/popup.html`) in a new tab, and waits until it has its answer.
    ///
    /// # Errors
    /// The page stays at work.
    pub async fn about(&self, tab: &Tab, page: &str) -> Result<WindowHandle> {
        let window = self.driver.new_tab().await?;
        self.driver.switch_to_window(window.clone()).await?;
        self.to(&format!("{}?tab={}", self.page(page), tab.id)).await?;
        self.settled().await?;
        Ok(window)
    }

    /// Waits until the present page says that it is no longer at work, and gives what it says.
    ///
    /// # Errors
    /// It stays at work.
    pub async fn settled(&self) -> Result<String> {
        let body = self.driver.query(By::Css("body[data-state='ready'], body[data-state='error']"));
        let body = body.wait(PATIENCE, Duration::from_millis(50)).first().await.context("the page stays at work")?;
        body.attr("data-state").await?.context("the page has no state any more")
    }

    /// Waits until the present page has such an element: a script has filled it.
    ///
    /// # Errors
    /// It never comes.
    pub async fn filled(&self, selector: &str) -> Result<()> {
        let element = self.driver.query(By::Css(selector)).wait(PATIENCE, Duration::from_millis(50));
        element.first().await.with_context(|| format!("{selector} never comes"))?;
        Ok(())
    }
}
