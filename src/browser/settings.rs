//! What the person chose in the settings.

use super::api;
use serde::{Deserialize, Serialize};

/// The settings, kept on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Settings {
    /// When charters are read.
    pub(super) mode: Mode,
    /// The language of every sentence. `None` is the browser's own.
    pub(super) language: Option<String>,
    /// Whether what was seen on a site is kept beyond the session.
    pub(super) keep: bool,
}

/// When charters are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Mode {
    /// When the person opens the extension's window.
    #[default]
    Click,
    /// After every page.
    Browse,
}

/// Settings to change; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Change {
    mode: Option<Mode>,
    language: Wanted,
    keep: Option<bool>,
}

/// A language to change to.
#[derive(Debug, Clone, Default)]
enum Wanted {
    /// Nothing was said of it.
    #[default]
    Same,
    /// `null`: the browser's own.
    Browsers,
    This(String),
}

impl<'de> Deserialize<'de> for Wanted {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(source)?.map_or(Self::Browsers, Self::This))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { mode: Mode::Click, language: None, keep: true }
    }
}

const KEY: &str = "settings";

/// The settings; the defaults where nothing was chosen.
pub(super) async fn load() -> Settings {
    api::load(&api::local(), KEY).await.unwrap_or_default()
}

/// Changes settings and gives them as they now are. A storage that refuses leaves them as they were.
pub(super) async fn change(change: Change) -> Settings {
    let before = load().await;
    let after = Settings {
        mode: change.mode.unwrap_or(before.mode),
        language: match change.language {
            Wanted::Same => before.language.clone(),
            Wanted::Browsers => None,
            Wanted::This(language) => Some(language),
        },
        keep: change.keep.unwrap_or(before.keep),
    };
    match api::save(&api::local(), KEY, &after).await {
        Ok(()) => after,
        Err(_) => before,
    }
}
