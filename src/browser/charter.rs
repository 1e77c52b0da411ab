//! Where the charter of a site comes from: the visited page itself, a tab that shows it, the network, the person, memory.

use super::api;
use super::bounds::{Address, Origin};
use super::fetch::fetch;
use super::memory::{How, Kept, Site};
use super::page;
use super::tab::{self, Tab};
use crate::charter::find::find;
use crate::charter::{Charter, read};
use crate::page::Page;
use crate::report::view::Obstacle;
use std::collections::BTreeSet;

/// The charters of a site, the main one first, and what stood in the way of it.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) charters: Vec<Charter>,
    pub(super) obstacle: Option<Obstacle>,
}

/// How far to go for a charter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// What was read within the hour is good enough.
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
            Self::Remembered => 3600,
            Self::Browsing => 7 * 86_400,
            Self::Fresh => 0,
        }
    }
}

/// Pages that are fetched in search of one charter.
const FETCHES: usize = 4;

/// Finds the charters of the tab's site. What is learnt is written into `site`; the caller keeps it.
pub(super) async fn charters(tab: &Tab, shown: Option<&Page>, site: &mut Site, reach: Reach) -> Found {
    if let Some(kept) = site.charter.clone().filter(|kept| kept.how == How::Pasted && site.pointed.is_none()) {
        return Found { charters: vec![kept.charter], obstacle: None };
    }
    let here = shown.map(read).filter(|charter| !charter.declarations.is_empty());
    let mut search = Search::of(shown, site);
    let is_charter = search.candidates.iter().any(|address| address.href == tab.address.href);
    if let Some(charter) = here.clone().filter(|_| is_charter || search.candidates.is_empty()) {
        site.keep(&charter, How::Opened);
        return Found { charters: vec![charter], obstacle: None };
    }
    let mut found = search.run(tab, site, reach).await;
    found.charters.extend(here);
    found
}

/// A search among the addresses that may be the charter's, the likeliest first.
struct Search {
    candidates: Vec<Address>,
    origin: Origin,
}

impl Search {
    fn of(shown: Option<&Page>, site: &Site) -> Self {
        if let Some(address) = site.pointed.as_deref().and_then(|address| tab::address(address, None)) {
            return Self { candidates: vec![address], origin: Origin::Pointed };
        }
        let mut search = Self { candidates: Vec::new(), origin: Origin::Found };
        search.add(shown.map(find).unwrap_or_default().iter().map(|candidate| candidate.address.as_str()));
        if let Some(known) = site.charter.as_ref().and_then(|kept| kept.charter.source.address.as_deref()) {
            search.add([known].into_iter());
        }
        search
    }

    fn add<'a>(&mut self, addresses: impl Iterator<Item = &'a str>) {
        for address in addresses.filter_map(|address| tab::address(address, None)) {
            if !self.candidates.contains(&address) {
                self.candidates.push(address);
            }
        }
    }

    /// Goes through the candidates until one declares cookies. One that declares nothing is kept for want of a better.
    async fn run(&mut self, tab: &Tab, site: &mut Site, reach: Reach) -> Found {
        if let Some(charter) = self.opened(tab).await {
            site.keep(&charter, How::Opened);
            return Found { charters: vec![charter], obstacle: None };
        }
        if let Some(kept) = remembered(site, reach) {
            return Found { charters: vec![kept.charter.clone()], obstacle: None };
        }
        if reach == Reach::Browsing && api::now().saturating_sub(site.asked) < reach.age() {
            return Found::default();
        }
        let mut found = Found::default();
        let mut tried = BTreeSet::new();
        while let Some(address) = self.candidates.iter().find(|address| !tried.contains(&address.href)).cloned() {
            if tried.len() >= FETCHES {
                break;
            }
            tried.insert(address.href.clone());
            site.asked = api::now();
            match fetch(&tab.address, &address, self.origin).await {
                Err(obstacle) => found.obstacle = found.obstacle.or(Some(obstacle)),
                Ok(page) => {
                    let charter = read(&page);
                    if !charter.declarations.is_empty() {
                        site.keep(&charter, How::Fetched);
                        return Found { charters: vec![charter], obstacle: None };
                    }
                    found.charters.push(charter);
                    // A legal page often leads to the charter proper.
                    self.add(find(&page).iter().map(|candidate| candidate.address.as_str()));
                }
            }
        }
        // A page that a script fills reads as empty: what a tab once showed of it is worth more.
        if let Some(kept) = site.charter.as_ref().filter(|kept| kept.how == How::Opened) {
            return Found { charters: vec![kept.charter.clone()], obstacle: found.obstacle };
        }
        found.charters.truncate(1);
        if !found.charters.is_empty() {
            found.obstacle = None;
        }
        found
    }

    /// The charter as another tab of the person shows it: rendered, whatever its scripts did.
    async fn opened(&self, tab: &Tab) -> Option<Charter> {
        for address in self.candidates.iter().take(FETCHES) {
            for open in tab::showing(address, tab).await {
                let page = page::rendered(open, &page::frames(open).await).await;
                let charter = page.as_ref().map(read).filter(|charter| !charter.declarations.is_empty());
                if charter.is_some() {
                    return charter;
                }
            }
        }
        None
    }
}

/// The remembered charter, when it was read recently enough.
fn remembered(site: &Site, reach: Reach) -> Option<&Kept> {
    let kept = site.charter.as_ref()?;
    let elsewhere = site.pointed.is_some() && kept.charter.source.address != site.pointed;
    (!elsewhere && api::now().saturating_sub(kept.read) < reach.age()).then_some(kept)
}
