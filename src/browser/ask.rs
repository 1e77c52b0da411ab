//! The questions that extension pages ask, and how each is answered: the protocol's one list.

use super::charter::{self, Found, Reach};
use super::error::Failure;
use super::memory::{self, How};
use super::page;
use super::settings::{self, Change};
use super::stage;
use super::tab::{self, Tab};
use super::{api, badge, visit};
use crate::audit::audit;
use crate::charter::{Charter, read};
use crate::cookie::{Stage, domain};
use crate::page::{Form, Page};
use crate::report::draft::draft;
use crate::report::format::Format;
use crate::report::view::{Obstacle, View, view};
use crate::report::{Report, moment, report};
use serde::Deserialize;
use serde_json::{Value, json};

/// What stands beside every question: the tab in question (`None`: the active one) and the language of the answer
/// (`None`: the chosen one).
///
/// Read apart from the [`Request`], which may have a `language` of its own: a new setting.
#[derive(Debug, Deserialize)]
struct About {
    tab: Option<i32>,
    language: Option<String>,
}

/// What is asked.
#[derive(Debug, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub(super) enum Request {
    /// The audit of the tab → [`View`].
    View,
    /// The same, the charter asked for anew → [`View`].
    ReadAgain,
    /// The charter is at this address → [`View`].
    Point { address: String },
    /// The charter is this text → [`View`].
    Paste { text: String, address: Option<String> },
    /// The visitor stands here → [`View`].
    Stage { stage: Stage },
    /// Everything for the report page → `{view, report, extension}`.
    Report,
    /// A file → `{name, type, text}`: the report in a format of [`Format`], or draft rows (`draft-html`, `draft-csv`).
    Export { format: String },
    /// → the settings.
    Settings,
    /// Changes settings → the settings.
    SetSettings(Change),
    /// Forgets what is remembered of a site → the settings.
    ForgetCharter { site: String },
    /// The page settled while the person browses → `{}`; the badge is the answer.
    Browse,
}

/// Answers one question; see [`super::answer`].
pub(super) async fn answer(request: &str) -> String {
    let (Ok(about), Ok(request)) = (serde_json::from_str::<About>(request), serde_json::from_str::<Request>(request))
    else {
        return Failure::NoSuchAsk.answer(&api::browser_language()).to_string();
    };
    let chosen = settings::load().await.language;
    let language = about.language.or(chosen).unwrap_or_else(api::browser_language);
    match answered(request, about.tab, &language).await {
        Ok(answer) => answer.to_string(),
        Err(Failure::Barred(obstacle, site)) => json!(View::barred(obstacle, &site, &language)).to_string(),
        Err(failure) => failure.answer(&language).to_string(),
    }
}

async fn answered(request: Request, tab: Option<i32>, language: &str) -> Result<Value, Failure> {
    match request {
        Request::View => shown(tab, language, Reach::Remembered).await,
        Request::ReadAgain => shown(tab, language, Reach::Fresh).await,
        Request::Browse => {
            let tab = tab::tab(tab).await?;
            if !tab.private {
                audited(&tab, Reach::Browsing).await;
            }
            Ok(json!({}))
        }
        Request::Point { address } => {
            let tab = tab::tab(tab).await?;
            let site = tab.address.host.clone();
            let address = tab::address(&address, None).ok_or(Failure::Barred(Obstacle::CharterBadAddress, site))?;
            let mut known = memory::load(&tab).await;
            known.pointed = Some(address.href);
            memory::save(&tab, known).await;
            shown(Some(tab.id), language, Reach::Fresh).await
        }
        Request::Paste { text, address } => {
            let tab = tab::tab(tab).await?;
            let charter = pasted(text, address);
            if charter.declarations.is_empty() {
                return Err(Failure::Barred(Obstacle::PasteUnreadable, tab.address.host));
            }
            let mut known = memory::load(&tab).await;
            known.pointed = None;
            known.keep(&charter, How::Pasted);
            memory::save(&tab, known).await;
            shown(Some(tab.id), language, Reach::Remembered).await
        }
        Request::Stage { stage } => {
            let tab = tab::tab(tab).await?;
            let mut stages = stage::load(&tab).await;
            stages.mark(&tab, stage).await;
            stages.keep(&tab).await;
            shown(Some(tab.id), language, Reach::Remembered).await
        }
        Request::Report => {
            let tab = tab::tab(tab).await?;
            let (report, found) = audited(&tab, Reach::Remembered).await;
            let version = api::from_js(&api::manifest()).and_then(|manifest: Value| manifest.get("version").cloned());
            Ok(json!({ "view": seen(&report, &found, language), "report": report, "extension": version }))
        }
        Request::Export { format } => {
            let tab = tab::tab(tab).await?;
            let (report, _) = audited(&tab, Reach::Remembered).await;
            export(&report, &format, language)
        }
        Request::Settings => Ok(described(settings::load().await).await),
        Request::SetSettings(change) => Ok(described(settings::change(change).await).await),
        Request::ForgetCharter { site } => {
            memory::forget(&site).await;
            Ok(described(settings::load().await).await)
        }
    }
}

async fn shown(tab: Option<i32>, language: &str, reach: Reach) -> Result<Value, Failure> {
    let tab = tab::tab(tab).await?;
    let (report, found) = audited(&tab, reach).await;
    Ok(json!(seen(&report, &found, language)))
}

fn seen(report: &Report, found: &Found, language: &str) -> View {
    let view = view(report, language);
    match found.obstacle {
        Some(obstacle) => view.despite(obstacle, found.barred.as_deref()),
        None => view,
    }
}

/// Reads the tab's visit and its site's charters, compares them, and remembers what may be remembered.
async fn audited(tab: &Tab, reach: Reach) -> (Report, Found) {
    let frames = page::frames(tab.id).await;
    let rendered = page::rendered(tab.id, &frames).await;
    let mut stages = stage::load(tab).await;
    let now = stages.now(tab).await;
    let mut visit = visit::read(tab, &frames, now.stage).await;
    stages.picture(tab, &mut visit).await;
    let mut known = memory::load(tab).await;
    let found = charter::charters(tab, rendered.as_ref(), &mut known, reach).await;
    known.count(frames.first().map_or(0, |frame| api::seconds(frame.started)), &visit.cookies);
    visit.told_by = now.platform;
    visit.last_charter = known.former();
    let mut report = report(&found.charters, &visit, audit(&found.charters, &visit));
    for (cookie, matched) in report.visit.cookies.iter().zip(&mut report.held) {
        matched.seen_in = known.seen_in(cookie);
    }
    memory::save(tab, known).await;
    badge::show(tab.id, &report).await;
    (report, found)
}

/// Reads a pasted charter: as a page when it looks like one, else as text.
fn pasted(text: String, address: Option<String>) -> Charter {
    let form = if text.trim_start().starts_with('<') { Form::Html } else { Form::Text };
    read(&Page { address, language: None, form, source: text })
}

async fn described(settings: settings::Settings) -> Value {
    let mut described = json!(settings);
    if let Some(described) = described.as_object_mut() {
        described.insert("charters".to_owned(), json!(memory::pointed().await));
    }
    described
}

fn export(report: &Report, format: &str, language: &str) -> Result<Value, Failure> {
    let (what, text, format) = match format {
        "draft-html" => ("draft", draft(report, language).html(), Format::Html),
        "draft-csv" => ("draft", draft(report, language).csv(), Format::Csv),
        _ => {
            let format = Format::of(format).ok_or(Failure::NoSuchAsk)?;
            ("report", format.write(report, language), format)
        }
    };
    let site = domain::host(&report.visit.site).unwrap_or_default();
    let day = moment::iso_day(report.visit.now);
    let name = format!("cookie-charter-{what}-{site}-{day}.{}", format.extension());
    Ok(json!({ "name": name, "type": format.media_type(), "text": text }))
}
