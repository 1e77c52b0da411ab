//! The questions that extension pages ask, and how each is answered: the protocol's one list.

use super::charter::{Found, Reach};
use super::error::Failure;
use super::history::Judged;
use super::look::{self, Audited, audited};
use super::memory;
use super::settings::{self, Change};
use super::site::How;
use super::stage;
use super::tab;
use super::turn::in_turn;
use super::{api, export, history, later};
use crate::audit::{Judgement, Opinion};
use crate::charter::{is_platform, read};
use crate::cookie::Stage;
use crate::cookie::import::recognise;
use crate::page::{Form, Page};
use crate::report::history::view::Said;
use crate::report::judgement::judged;
use crate::report::view::{self, Obstacle, View, reading, view};
use crate::report::{self, Report, difference};
use futures_util::future::join;
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
    /// The audit of the tab → [`View`], with `more` where its reach leaves something to ask for.
    View {
        #[serde(default)]
        reach: Reach,
    },
    /// The same, the charter asked for anew → [`View`].
    ReadAgain,
    /// The charter is at this address → [`View`].
    Point { address: String },
    /// The charter is this text → [`View`].
    Paste { text: String, address: Option<String> },
    /// The visitor stands here → [`View`].
    Stage { stage: Stage },
    /// The visitor never stood here: it was said by mistake → [`View`].
    Withdraw { stage: Stage },
    /// Everything for the report page, of the tab or of a kept audit → `{view, report, extension}`.
    Report { audit: Option<String> },
    /// A report as a page shows it, or else the audit of the tab, as a file → `{name, type, text, further}`: in a format of
    /// [`Format`](crate::report::format::Format), with the files beside it.
    Export { format: String, report: Option<Value> },
    /// What the auditor thinks of a finding that a page shows → `{judgement}`; nothing takes it back.
    Judge {
        finding: String,
        opinion: Option<Opinion>,
        note: String,
        /// The address that was visited.
        site: String,
        /// It was visited in a private window.
        private: bool,
    },
    /// Keeps an audit as the page shows it → `{said, bad}`.
    Keep { report: Value },
    /// → the kept audits ([`Shown`](crate::report::history::view::Shown)).
    History,
    /// Deletes a kept audit, or with `null` all of them and every judgement → the kept audits.
    Delete { audit: Option<String> },
    /// Takes in a file of audits → the kept audits.
    Import { text: String },
    /// All kept audits as a file → `{name, type, text}`.
    ExportHistory,
    /// What is different between two kept audits → [`Shown`](crate::report::difference::view::Shown).
    Difference { audits: [String; 2] },
    /// → the settings.
    Settings,
    /// Changes settings → the settings.
    SetSettings(Change),
    /// The charter of a site is at this address → the settings.
    SetCharter { site: String, address: String },
    /// Forgets what is remembered of a site → the settings.
    ForgetCharter { site: String },
    /// The page settled while the person browses → `{}`; the badge is the answer.
    Browse,
    /// The tab was closed or loads anew → `{}`; nothing of its page stays in memory.
    Left,
}

impl Request {
    /// How far to go for a charter, where the audit of the tab is all that is asked for: the tab is looked at at once then.
    fn reach(&self) -> Option<Reach> {
        match self {
            Self::View { reach } => Some(*reach),
            Self::ReadAgain => Some(Reach::Fresh),
            _ => None,
        }
    }
}

/// Answers one question; see [`super::answer`].
pub(super) async fn answer(request: &str) -> String {
    let (Ok(about), Ok(request)) = (serde_json::from_str::<About>(request), serde_json::from_str::<Request>(request))
    else {
        return Failure::NoSuchAsk.answer(&api::browser_language()).to_string();
    };
    later::done().await;
    memory::settle().await;
    let tab = async {
        match about.tab {
            Some(tab) => Some(tab),
            None => tab::active().await,
        }
    };
    let reach = request.reach();
    let looked = async {
        let tab = tab.await;
        let audited = match reach {
            Some(reach) => Some(audited(tab, reach).await),
            None => None,
        };
        (tab, audited)
    };
    let (settings, (tab, audited)) = join(settings::load(), looked).await;
    let language = about.language.or(settings.language).unwrap_or_else(api::browser_language);
    let answer = match audited {
        Some(audited) => audited.map(|audited| told(audited, &language)),
        None => answered(request, tab, &language).await,
    };
    match answer {
        Ok(answer) => answer.to_string(),
        Err(Failure::Barred(obstacle, site)) => named(&View::barred(obstacle, &site, &language), tab).to_string(),
        Err(failure) => failure.answer(&language).to_string(),
    }
}

async fn answered(request: Request, tab: Option<i32>, language: &str) -> Result<Value, Failure> {
    match request {
        Request::View { reach } => shown(tab, language, reach).await,
        Request::ReadAgain => shown(tab, language, Reach::Fresh).await,
        Request::Browse => browsed(tab).await,
        Request::Left => {
            look::forget(tab);
            Ok(json!({}))
        }
        Request::Point { address } => {
            let tab = tab::tab(tab).await?;
            let site = tab.address.host.clone();
            let address = tab::address(&address, None).ok_or(Failure::Barred(Obstacle::CharterBadAddress, site))?;
            memory::point(&tab, Some(address.href)).await;
            shown(Some(tab.id), language, Reach::Fresh).await
        }
        Request::Paste { text, address } => {
            let tab = tab::tab(tab).await?;
            let page = pasted(text, address);
            let cookies = recognise(&page.source).filter(|kind| kind.is_certain() || !is_platform(&page));
            if cookies.is_some() {
                return Err(Failure::Barred(Obstacle::PasteCookies, tab.address.host));
            }
            let charter = read(&page);
            if charter.declarations.is_empty() {
                return Err(Failure::Barred(Obstacle::PasteUnreadable, tab.address.host));
            }
            memory::point(&tab, None).await;
            memory::change(&tab, |site| site.keep(&charter, How::Pasted, api::now())).await;
            shown(Some(tab.id), language, Reach::Remembered).await
        }
        Request::Stage { stage } => {
            let tab = tab::tab(tab).await?;
            stage::mark(&tab, stage).await;
            shown(Some(tab.id), language, Reach::Remembered).await
        }
        Request::Withdraw { stage } => {
            let tab = tab::tab(tab).await?;
            stage::withdraw(&tab, stage).await;
            shown(Some(tab.id), language, Reach::Remembered).await
        }
        Request::Report { audit } => {
            let (report, view) = if let Some(id) = audit {
                let report = opened(&id).await?;
                let view = view(&report, language);
                (report, view)
            } else {
                let (report, found) = of_tab(tab).await?;
                let view = despite(&report, &found, language);
                (report, view)
            };
            let version = api::from_js(&api::manifest()).and_then(|manifest: Value| manifest.get("version").cloned());
            Ok(json!({ "view": view, "report": report, "extension": version }))
        }
        Request::Export { format, report } => {
            let report = match report {
                Some(report) => as_shown(report).await?,
                None => of_tab(tab).await?.0,
            };
            let file = export::file(&report, &format, language)?;
            Ok(export::beside(file, &format, tab, &report.visit.site).await)
        }
        Request::Judge { finding, opinion, note, site, private } => {
            let place = judged_in(&site, private);
            let judgement = Judgement { opinion, note: report::history::note(&note), at: api::now() };
            let shown = judge(&place, finding, judgement, language).await?;
            Ok(json!({ "judgement": shown }))
        }
        Request::Keep { report } => {
            let said = history::keep(&report).await;
            Ok(json!({ "said": said.sentence(language), "done": said.done() }))
        }
        Request::History => Ok(kept(None, language).await),
        Request::Delete { audit } => {
            let said = history::delete(audit.as_deref()).await.err();
            Ok(kept(said.as_ref(), language).await)
        }
        Request::Import { text } => {
            let said = history::import(&text).await;
            Ok(kept(Some(&said), language).await)
        }
        Request::ExportHistory => Ok(export::history(&history::export().await)),
        Request::Difference { audits: [one, other] } => {
            let (one, other) = (opened(&one).await?, opened(&other).await?);
            Ok(json!(difference::view::show(&one, &other, language)))
        }
        Request::Settings => Ok(described(settings::load().await).await),
        Request::SetSettings(change) => Ok(described(settings::change(change).await).await),
        Request::SetCharter { site, address } => {
            let bad = || Failure::Barred(Obstacle::CharterBadAddress, site.clone());
            let address = tab::address(&address, None).filter(|it| !it.credentials).ok_or_else(bad)?;
            memory::set_pointed(&site, Some(address.href)).await.map_err(|_| Failure::Said(Said::Disk))?;
            Ok(described(settings::load().await).await)
        }
        Request::ForgetCharter { site } => {
            memory::forget(&site).await;
            Ok(described(settings::load().await).await)
        }
    }
}

async fn browsed(tab: Option<i32>) -> Result<Value, Failure> {
    let tab = tab::tab(tab).await?;
    if !tab.private {
        // Tabs of one site that load together learn from the first: it alone asks for the charter.
        in_turn(&format!("browse:{}", tab.site()), PATIENCE, badge(tab.id)).await?;
    }
    Ok(json!({}))
}

/// In milliseconds: longer than a charter and the lists beside it take.
const PATIENCE: u32 = 60_000;

/// Audits a tab, whose badge is the answer.
async fn badge(tab: i32) -> Result<(), Failure> {
    audited(Some(tab), Reach::Browsing).await?;
    later::done().await;
    Ok(())
}

async fn shown(tab: Option<i32>, language: &str, reach: Reach) -> Result<Value, Failure> {
    Ok(told(audited(tab, reach).await?, language))
}

/// The view of an audit, which says where it is a first answer, and to be asked for again.
fn told((tab, report, found): Audited, language: &str) -> Value {
    let view = if found.more && found.charters.is_empty() {
        reading(&report, language)
    } else {
        despite(&report, &found, language)
    };
    let mut named = named(&view, Some(tab.id));
    if let Some(view) = named.as_object_mut().filter(|_| found.more) {
        view.insert("more".to_owned(), true.into());
    }
    named
}

/// A view that tells its tab: whoever asked without a number sees whether the same one was meant.
fn named(view: &View, tab: Option<i32>) -> Value {
    let mut named = json!(view);
    if let Some(view) = named.as_object_mut() {
        view.insert("tab".to_owned(), json!(tab));
    }
    named
}

fn despite(report: &Report, found: &Found, language: &str) -> View {
    let view = view(report, language);
    match found.obstacle {
        Some(obstacle) => view.despite(obstacle, found.barred.as_deref()),
        None => view,
    }
}

/// A pasted charter: a page when it looks like one, else text.
fn pasted(text: String, address: Option<String>) -> Page {
    let form = if text.trim_start().starts_with('<') { Form::Html } else { Form::Text };
    Page { address, language: None, form, source: text }
}

async fn described(settings: settings::Settings) -> Value {
    let mut described = json!(settings);
    let charters: Vec<Value> = memory::pointed()
        .await
        .into_iter()
        .map(|(site, address)| json!({ "site": site, "address": address }))
        .collect();
    if let Some(described) = described.as_object_mut() {
        described.insert("charters".to_owned(), json!(charters));
        described.insert("kept".to_owned(), history::size().await);
    }
    described
}

/// The audit of a tab, with the judgements of its site.
async fn of_tab(tab: Option<i32>) -> Result<(Report, Found), Failure> {
    let (_, report, found) = audited(tab, Reach::Remembered).await?;
    Ok((with_judgements(report).await, found))
}

/// A report as a page shows it, whatever became of its tab, with the judgements of its site as they are now.
async fn as_shown(report: Value) -> Result<Report, Failure> {
    let report = serde_json::from_value(report).map_err(|_| Failure::Said(Said::Unreadable))?;
    Ok(with_judgements(report).await)
}

async fn with_judgements(report: Report) -> Report {
    let place = judged_in(&report.visit.site, report.visit.private);
    judged(report, &history::judgements(&place).await)
}

/// Where the judgements of a visited site are.
fn judged_in(address: &str, private: bool) -> Judged {
    Judged::of(&report::history::site_of(address), private)
}

async fn opened(id: &str) -> Result<Report, Failure> {
    history::open(id).await.ok_or(Failure::Said(Said::Unreadable))
}

async fn kept(said: Option<&Said>, language: &str) -> Value {
    json!(report::history::view::show(&history::entries().await, said, language))
}

/// Keeps a judgement, or forgets it when it says nothing any more. Gives it in words.
async fn judge(
    place: &Judged,
    finding: String,
    judgement: Judgement,
    language: &str,
) -> Result<Option<view::Judged>, Failure> {
    let mut all = history::judgements(place).await;
    let says = judgement.opinion.is_some() || !judgement.note.is_empty();
    let shown = says.then(|| report::judgement::said(&judgement, language));
    if says {
        all.insert(finding, judgement);
    } else {
        all.remove(&finding);
    }
    history::judge(place, &all).await.map_err(Failure::Said)?;
    Ok(shown)
}
