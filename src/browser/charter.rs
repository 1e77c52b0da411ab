//! Where the charter of a site comes from: the visited page itself, a tab that shows it, the network, the person, memory.

use super::api;
use super::bounds::Origin;
use super::fetch::{Wanted, fetch};
use super::memory;
use super::page::{self, Rendered};
use super::route::{Hope, Route, Stop};
use super::site::{How, Kept, Known, Site};
use super::tab::{self, Tab};
use crate::charter::{Charter, TextOf, find, join, lists, read, read_as};
use crate::page::Page;
use crate::report::view::Obstacle;
use futures_util::future::join_all;
use serde::Deserialize;

/// The charters of a site, joined into one where there are several, and what stood in the way of it.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) charters: Vec<Charter>,
    pub(super) obstacle: Option<Obstacle>,
    /// The address that the obstacle stands before.
    pub(super) barred: Option<String>,
    /// When the main charter was read. `None`: just now.
    pub(super) read: Option<u64>,
    /// A charter is still to be asked for over the network.
    pub(super) more: bool,
}

impl Found {
    fn remembered(kept: &Kept) -> Self {
        Self { charters: vec![kept.charter.clone()], read: Some(kept.read), ..Self::default() }
    }
}

/// How far to go for a charter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Reach {
    /// Nothing is asked for over the network: what was ever read is good enough for a first answer.
    Here,
    /// As `Remembered`, behind such a first answer: the tab is not looked at again.
    Rest,
    /// What was read within the hour is good enough.
    #[default]
    Remembered,
    /// What was read within the week is good enough: nobody asked for this audit.
    Browsing,
    /// Ask again.
    Fresh,
}

impl Reach {
    /// How old a reading may be, in seconds.
    fn age(self) -> u64 {
        match self {
            Self::Here | Self::Rest | Self::Remembered => 3600,
            Self::Browsing => 7 * 86_400,
            Self::Fresh => 0,
        }
    }
}

/// Lists of consent platforms that are fetched beside a charter, their indexes included.
const LISTS: usize = 4;

/// Finds the charters of the tab's site. What is learnt is written into `known`; the caller keeps it.
pub(super) async fn charters(tab: &Tab, shown: Option<&Rendered>, known: &mut Known, reach: Reach) -> Found {
    let site = &known.site;
    if let Some(kept) = site.pasted() {
        return Found::remembered(kept);
    }
    let here = shown.map(|shown| shown.charter.clone()).filter(|charter| !charter.declarations.is_empty());
    if let (Reach::Here, None, Some(kept)) = (reach, &here, remembered(site, reach)) {
        // To look for its links and for tabs that show it takes longer than everything else.
        return Found { more: true, ..Found::remembered(kept) };
    }
    let shown = shown.map(|shown| &shown.page);
    let last = site.charter.as_ref().and_then(|kept| kept.charter.source.address.as_deref());
    let (mut route, origin) = match site.pointed.as_deref() {
        Some(address) => (Route::to(address), Origin::Pointed),
        None => (Route::by(shown, last, &tab.address.href), Origin::Found),
    };
    if let Some(charter) = here.clone().filter(|_| !route.leads()) {
        known.read(&charter, How::Opened, api::now());
        return Found { charters: vec![charter], ..Found::default() };
    }
    let mut found = Search { tab, shown, origin }.run(&mut route, known, reach).await;
    if let Some(charter) = here {
        found.charters.retain(|charter| !charter.declarations.is_empty());
        found.charters.push(charter);
        found.charters = join(found.charters).into_iter().collect();
    }
    found
}

/// A search for the charter of a tab's site.
struct Search<'a> {
    tab: &'a Tab,
    shown: Option<&'a Page>,
    origin: Origin,
}

impl Search<'_> {
    /// Goes along the route until a page declares cookies. One that declares nothing is kept for want of a better.
    async fn run(&self, route: &mut Route, known: &mut Known, reach: Reach) -> Found {
        if let Some(charter) = self.opened(route).await {
            known.read(&charter, How::Opened, api::now());
            return Found { charters: vec![charter], ..Found::default() };
        }
        let site = &known.site;
        if let Some(kept) = remembered(site, reach) {
            return Found::remembered(kept);
        }
        if reach == Reach::Here {
            let kept = site.kept().map(Found::remembered).unwrap_or_default();
            return Found { more: true, ..kept };
        }
        if reach == Reach::Browsing && api::now().saturating_sub(site.asked) < reach.age() {
            return Found::default();
        }
        let found = self.fetched(route, known, reach).await;
        // A page that a script fills reads as empty: what a tab once showed of it is worth more.
        match known.site.charter.as_ref().filter(|kept| kept.how == How::Opened) {
            Some(kept) if found.charters.iter().all(|charter| charter.declarations.is_empty()) => {
                Found { charters: vec![kept.charter.clone()], read: Some(kept.read), ..found }
            }
            _ => found,
        }
    }

    async fn fetched(&self, route: &mut Route, known: &mut Known, reach: Reach) -> Found {
        let mut found = Found::default();
        let mut page = None;
        while let Some(Stop { address, hope }) = route.next() {
            let Some(address) = tab::address(&address, None) else { continue };
            self.ask(known, reach).await;
            match fetch(&self.tab.address, &address, self.origin, Wanted::Page).await {
                Err(obstacle) if hope == Hope::Charter && found.obstacle.is_none() => {
                    found.obstacle = Some(obstacle);
                    found.barred = Some(address.href);
                }
                Err(_) => {}
                Ok(fetched) => {
                    let charter = read_as(TextOf::Sent, &fetched);
                    let declares = !charter.declarations.is_empty();
                    if declares || hope == Hope::Charter && found.charters.is_empty() {
                        found.charters = vec![charter];
                        page = Some(fetched.clone());
                    }
                    if declares {
                        break;
                    }
                    route.learn(&fetched);
                }
            }
            if reach == Reach::Browsing {
                break;
            }
        }
        let lists = self.lists(page.as_ref()).await;
        found.charters.extend(lists.into_iter().filter(|list| !list.declarations.is_empty()));
        found.charters = join(found.charters).into_iter().collect();
        if found.charters.is_empty() && found.obstacle.is_none() {
            found.barred = self.file();
            found.obstacle = found.barred.as_ref().map(|_| Obstacle::CharterNotHtml);
        }
        if let Some(charter) = found.charters.first() {
            found.obstacle = None;
            if !charter.declarations.is_empty() {
                known.read(charter, How::Fetched, api::now());
            }
        }
        found
    }

    /// The file that a link of the page names as the charter: a PDF.
    fn file(&self) -> Option<String> {
        let links = self.shown.map(find::beside).unwrap_or_default();
        links.into_iter().find(|link| link.reason == "file").map(|link| link.address)
    }

    /// Notes that the network is asked. Where nobody asked for this audit that is kept first: it is not asked again, come what
    /// may, even where the browser stops the background meanwhile.
    async fn ask(&self, known: &mut Known, reach: Reach) {
        let now = api::now();
        known.ask(now);
        if reach == Reach::Browsing {
            memory::change(self.tab, |site| site.asked = now).await;
        }
    }

    /// What the consent platform of the charter's page declares, or that of the visited page when the charter has none.
    async fn lists(&self, charter: Option<&Page>) -> Vec<Charter> {
        let pages = charter.into_iter().chain(self.shown);
        let mut addresses = pages.map(lists).find(|lists| !lists.is_empty()).unwrap_or_default();
        let language = charter.or(self.shown).and_then(|page| read(page).language);
        let mut found = Vec::new();
        for turn in 0..LISTS {
            let Some(address) = addresses.get(turn).and_then(|address| tab::address(address, None)) else { break };
            let Ok(page) = fetch(&self.tab.address, &address, Origin::Found, Wanted::List).await else { continue };
            let page = Page { language: language.clone(), ..page };
            let further = lists(&page);
            if further.is_empty() {
                found.push(read_as(TextOf::Sent, &page));
            }
            addresses.extend(further);
        }
        found
    }

    /// The charter as another tab of the person shows it: rendered, whatever its scripts did.
    async fn opened(&self, route: &Route) -> Option<Charter> {
        let likely: Vec<_> = route.first().filter_map(|address| tab::address(address, None)).collect();
        for open in join_all(likely.iter().map(|address| tab::showing(address, self.tab))).await.into_iter().flatten() {
            let charter =
                page::page(open).await.map(|shown| shown.charter).filter(|charter| !charter.declarations.is_empty());
            if charter.is_some() {
                return charter;
            }
        }
        None
    }
}

/// The remembered charter, when it was read recently enough.
fn remembered(site: &Site, reach: Reach) -> Option<&Kept> {
    site.kept().filter(|kept| api::now().saturating_sub(kept.read) < reach.age())
}
