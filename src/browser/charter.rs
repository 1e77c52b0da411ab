//! Where the charter of a site comes from: the visited page itself, a tab that shows it, the network, the person, memory.

use super::api;
use super::bounds::{Address, Origin};
use super::fetch::fetch;
use super::memory::{How, Kept, Site};
use super::page;
use super::tab::{self, Tab};
use crate::charter::find::{self, find, usual};
use crate::charter::{Charter, read};
use crate::page::Page;
use crate::report::view::Obstacle;
use futures_util::future::join_all;

/// The charters of a site, the main one first, and what stood in the way of it.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) charters: Vec<Charter>,
    pub(super) obstacle: Option<Obstacle>,
    /// The address that the obstacle stands before.
    pub(super) barred: Option<String>,
    /// When the main charter was read. `None`: just now.
    pub(super) read: Option<u64>,
}

impl Found {
    fn remembered(kept: &Kept) -> Self {
        Self { charters: vec![kept.charter.clone()], read: Some(kept.read), ..Self::default() }
    }
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
    if let Some(kept) = site.charter.as_ref().filter(|kept| kept.how == How::Pasted && site.pointed.is_none()) {
        return Found::remembered(kept);
    }
    let here = shown.map(read).filter(|charter| !charter.declarations.is_empty());
    let mut search = Search::of(tab, shown, site);
    if let Some(charter) = here.clone().filter(|_| !search.leads()) {
        site.keep(&charter, How::Opened);
        return Found { charters: vec![charter], ..Found::default() };
    }
    let mut found = search.run(tab, site, reach).await;
    if let Some(charter) = here {
        found.charters.retain(|charter| !charter.declarations.is_empty());
        found.charters.push(charter);
    }
    found
}

/// A search among the addresses that may be the charter's, the likeliest first.
struct Search {
    candidates: Vec<Candidate>,
    origin: Origin,
}

struct Candidate {
    address: Address,
    hope: Hope,
}

/// What a candidate promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hope {
    /// The site or the person says that it is the charter: when it cannot be read, that is worth saying.
    Charter,
    /// It may hold the charter, or nothing of the kind.
    Perhaps,
}

impl Search {
    fn of(tab: &Tab, shown: Option<&Page>, site: &Site) -> Self {
        let mut search = Self { candidates: Vec::new(), origin: Origin::Found };
        if let Some(address) = site.pointed.as_deref() {
            search.origin = Origin::Pointed;
            search.add(address, Hope::Charter);
            return search;
        }
        search.links(shown.map(find).unwrap_or_default());
        if let Some(known) = site.charter.as_ref().and_then(|kept| kept.charter.source.address.as_deref()) {
            search.add(known, Hope::Perhaps);
        }
        if search.candidates.is_empty() {
            search.links(usual(&tab.address.href, shown.and_then(|page| page.language.as_deref())));
        }
        search
    }

    fn links(&mut self, found: Vec<find::Candidate>) {
        for link in found {
            let perhaps = ["legal-page", "usual-address"].contains(&link.reason.as_str());
            self.add(&link.address, if perhaps { Hope::Perhaps } else { Hope::Charter });
        }
    }

    fn add(&mut self, address: &str, hope: Hope) {
        let Some(address) = tab::address(address, None) else { return };
        if !self.candidates.iter().any(|known| known.address == address) {
            self.candidates.push(Candidate { address, hope });
        }
    }

    /// Whether some link names the charter.
    fn leads(&self) -> bool {
        self.candidates.iter().any(|candidate| candidate.hope == Hope::Charter)
    }

    /// Goes through the candidates until one declares cookies. One that declares nothing is kept for want of a better.
    async fn run(&mut self, tab: &Tab, site: &mut Site, reach: Reach) -> Found {
        if let Some(charter) = self.opened(tab).await {
            site.keep(&charter, How::Opened);
            return Found { charters: vec![charter], ..Found::default() };
        }
        if let Some(kept) = remembered(site, reach) {
            return Found::remembered(kept);
        }
        if reach == Reach::Browsing && api::now().saturating_sub(site.asked) < reach.age() {
            return Found::default();
        }
        let found = self.fetched(tab, site, reach).await;
        // A page that a script fills reads as empty: what a tab once showed of it is worth more.
        match site.charter.as_ref().filter(|kept| kept.how == How::Opened) {
            Some(kept) if found.charters.iter().all(|charter| charter.declarations.is_empty()) => {
                Found { charters: vec![kept.charter.clone()], read: Some(kept.read), ..found }
            }
            _ => found,
        }
    }

    async fn fetched(&mut self, tab: &Tab, site: &mut Site, reach: Reach) -> Found {
        let mut found = Found::default();
        for turn in 0..FETCHES {
            let Some(Candidate { address, hope }) = self.candidates.get(turn) else { break };
            let (address, hope) = (address.clone(), *hope);
            site.asked = api::now();
            match fetch(&tab.address, &address, self.origin).await {
                Err(obstacle) if hope == Hope::Charter && found.obstacle.is_none() => {
                    found.obstacle = Some(obstacle);
                    found.barred = Some(address.href);
                }
                Err(_) => {}
                Ok(page) => {
                    let charter = read(&page);
                    if !charter.declarations.is_empty() {
                        site.keep(&charter, How::Fetched);
                        return Found { charters: vec![charter], ..Found::default() };
                    }
                    if hope == Hope::Charter && found.charters.is_empty() {
                        found.charters.push(charter);
                    }
                    // A legal page often leads to the charter proper.
                    self.links(find(&page));
                }
            }
            if reach == Reach::Browsing {
                break;
            }
        }
        if !found.charters.is_empty() {
            found.obstacle = None;
        }
        found
    }

    /// The charter as another tab of the person shows it: rendered, whatever its scripts did.
    async fn opened(&self, tab: &Tab) -> Option<Charter> {
        let likely = self.candidates.iter().take(FETCHES);
        for open in join_all(likely.map(|candidate| tab::showing(&candidate.address, tab))).await.into_iter().flatten()
        {
            let page = page::rendered(open, &page::frames(open).await).await;
            let charter = page.as_ref().map(read).filter(|charter| !charter.declarations.is_empty());
            if charter.is_some() {
                return charter;
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
