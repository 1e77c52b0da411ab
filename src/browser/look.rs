//! The audit of a tab: what it shows and did, and the charter of its site, compared.

use super::api;
use super::charter::{self, Found, Reach};
use super::error::Failure;
use super::joined::Begun;
use super::memory;
use super::page::{self, Rendered};
use super::site::Known;
use super::stage::{self, Stages};
use super::tab::{self, Tab};
use super::{badge, later, seen, visit};
use crate::audit::audit;
use crate::cookie::stages::Picture;
use crate::cookie::{Missing, Visit};
use crate::report::view::Obstacle;
use crate::report::{Report, report};
use futures_util::future::{join, join3};
use std::cell::RefCell;
use wasm_bindgen_futures::js_sys::Date;
use wasm_bindgen_futures::spawn_local;

/// A tab, its report, and what was found of its charter.
pub(super) type Audited = (Tab, Report, Found);

/// What a tab shows and did, and what is known of its site.
struct Look {
    tab: Tab,
    rendered: Option<Rendered>,
    visit: Visit,
    /// When its page began, and in which tab.
    begun: Begun,
    stages: Stages,
    known: Known,
}

/// In milliseconds: whoever had a first answer asks for the rest at once.
const FRESH: u32 = 2_000;

thread_local! {
    /// What the last first answer left, and when: for the rest nothing is looked at again. It goes as soon as it is not fresh.
    static LEFT: RefCell<Option<(f64, Look)>> = const { RefCell::new(None) };
}

/// Reads the tab's visit and its site's charters and compares them. What may be remembered is kept behind the answer.
///
/// # Errors
/// There is no such tab, it shows no site, or access to it is withheld.
pub(super) async fn audited(id: Option<i32>, reach: Reach) -> Result<Audited, Failure> {
    let (mut look, found) = match left(id, reach).await {
        Some(mut look) => {
            // The person may have said something of the charter since.
            look.known = Known::of(memory::load(&look.tab).await);
            let found = charters(&look.tab, look.rendered.as_ref(), &mut look.known, reach).await;
            (look, found)
        }
        None => look(id, reach).await?,
    };
    let (report, picture) = look.compared(&found);
    let tab = look.tab.clone();
    if found.more {
        // Nothing is concluded yet, and nothing kept.
        leave(look);
    } else {
        look.keep(&report, picture);
    }
    Ok((tab, report, found))
}

/// Leaves a look for whoever asks for the rest, and lets go of it when nobody did.
fn leave(look: Look) {
    LEFT.set(Some((Date::now(), look)));
    spawn_local(async {
        // A timer has no outcome of its own.
        let _ = api::settled(Ok(api::after(FRESH))).await;
        LEFT.with_borrow_mut(|left| *left = left.take().filter(|(at, _)| is_fresh(*at)));
    });
}

/// Timers may be early by a moment.
fn is_fresh(at: f64) -> bool {
    Date::now() - at < f64::from(FRESH) - 10.0
}

/// What a first answer about a tab has just left, where the rest is asked for and the tab still shows the same page.
async fn left(id: Option<i32>, reach: Reach) -> Option<Look> {
    let (at, look) = LEFT.take()?;
    let is_meant = reach == Reach::Rest && Some(look.tab.id) == id && is_fresh(at);
    (is_meant && tab::still(&look.tab).await).then_some(look)
}

/// Forgets what a first answer left, where it is of a tab that was closed or loads anew.
pub(super) fn forget(tab: Option<i32>) {
    LEFT.with_borrow_mut(|left| *left = left.take().filter(|(_, look)| Some(look.tab.id) != tab));
}

/// Looks at a tab. Every question to the browser takes a moment: what does not wait for another's answer is asked at once.
async fn look(id: Option<i32>, reach: Reach) -> Result<(Look, Found), Failure> {
    // Not before access is known: where it is withheld, Chromium lets a script wait until the person grants it.
    let tab = tab::tab(id).await?;
    let shown = page::look(&tab);
    let known = join3(stage::load(&tab), memory::load(&tab), seen::records(&tab));
    let (page::Look { frames, choice, top, missing }, (stages, site, records)) = join(shown, known).await;
    let mut known = Known::of(site);
    let now = stages.now(choice);
    let charters = async {
        let rendered = page::rendered(tab.id, &frames, top).await;
        let found = charters(&tab, rendered.as_ref(), &mut known, reach).await;
        (rendered, found)
    };
    let seen = visit::read(&tab, &frames, &now, records, missing);
    let (visit, (rendered, found)) = join(seen, charters).await;
    let begun = Begun { at: frames.first().map_or(0, |frame| api::whole(frame.started)), tab: tab.id };
    Ok((Look { tab, rendered, visit, begun, stages, known }, found))
}

/// Finds the charters. What the person says of them while the network is asked stands above what comes of that.
async fn charters(tab: &Tab, rendered: Option<&Rendered>, known: &mut Known, reach: Reach) -> Found {
    let found = charter::charters(tab, rendered, known, reach).await;
    if !known.asked {
        return found;
    }
    // What another audit has just read is not asked for again.
    later::done().await;
    let present = memory::load(tab).await;
    if !known.is_overtaken(&present) {
        return found;
    }
    *known = Known::of(present);
    charter::charters(tab, rendered, known, Reach::Remembered).await
}

impl Look {
    /// The report of the visit beside the charters that were found, and the picture of its consent stage.
    fn compared(&mut self, found: &Found) -> (Report, Picture) {
        let barred = found.charters.is_empty() && found.obstacle.is_some_and(Obstacle::hides_charter);
        self.visit.missing.extend(barred.then_some(Missing::CharterUnopened));
        let picture = self.stages.picture(&self.tab.address.host, &mut self.visit);
        self.known.count(self.begun, &self.visit.cookies);
        self.visit.last_charter = self.known.site.former(api::now());
        self.visit.charter_read = found.read.or_else(|| (!found.charters.is_empty()).then_some(self.visit.now));
        let mut report = report(&found.charters, &self.visit, audit(&found.charters, &self.visit));
        for (cookie, matched) in report.visit.cookies.iter().zip(&mut report.held) {
            matched.seen_in = self.known.site.seen_in(cookie);
        }
        (report, picture)
    }

    /// Keeps what was learnt, and draws the icon.
    fn keep(self, report: &Report, picture: Picture) {
        let Self { tab, known, .. } = self;
        let badge = badge::of(tab.id, report);
        later::begin(async move {
            let shown = async {
                // The icon of another page is not ours to draw.
                if tab::still(&tab).await {
                    badge::show(badge).await;
                }
            };
            join3(stage::keep(&tab, picture), memory::change(&tab, |site| known.join(site)), shown).await;
        });
    }
}
