//! The order in which addresses are tried in search of a charter. It asks nothing of the browser.

use crate::charter::find::{Candidate, find, usual};
use crate::page::Page;

/// Pages that are fetched in search of one charter.
const FETCHES: usize = 4;

/// A search among the addresses that may be the charter's, the likeliest first.
#[derive(Debug, Default)]
pub(super) struct Route {
    stops: Vec<Stop>,
    /// How many of them were passed.
    passed: usize,
    /// Whether a legal page has led on: at most one does.
    led_on: bool,
}

/// An address that may be the charter's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stop {
    pub(super) address: String,
    pub(super) hope: Hope,
}

/// What an address promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hope {
    /// The site or the person says that it is the charter: when it cannot be read, that is worth saying.
    Charter,
    /// It may hold the charter or lead to it, or be nothing of the kind.
    Perhaps,
}

impl Route {
    /// The way to the one address that the person pointed to.
    pub(super) fn to(address: &str) -> Self {
        let stop = Stop { address: address.to_owned(), hope: Hope::Charter };
        Self { stops: vec![stop], ..Self::default() }
    }

    /// The way by the links of a page, then by the address where the charter was last time. Where neither leads
    /// anywhere, by a few usual addresses of the site.
    pub(super) fn by(page: Option<&Page>, last: Option<&str>, site: &str) -> Self {
        let mut route = Self::default();
        route.add(page.map(find).unwrap_or_default(), 0);
        if let Some(last) = last {
            route.insert(Stop { address: last.to_owned(), hope: Hope::Perhaps }, route.stops.len());
        }
        if route.stops.is_empty() {
            route.add(usual(site, page.and_then(|page| page.language.as_deref())), 0);
        }
        route
    }

    /// Whether some link names the charter.
    pub(super) fn leads(&self) -> bool {
        self.stops.iter().any(|stop| stop.hope == Hope::Charter)
    }

    /// The addresses tried first.
    pub(super) fn first(&self) -> impl Iterator<Item = &str> {
        self.stops.iter().take(FETCHES).map(|stop| stop.address.as_str())
    }

    /// The next address to try. `None` when enough were tried.
    pub(super) fn next(&mut self) -> Option<Stop> {
        let stop = self.stops.get(self.passed).filter(|_| self.passed < FETCHES)?.clone();
        self.passed += 1;
        Some(stop)
    }

    /// Learns the links of a page that declares nothing: those that name the charter are tried next. One such page is
    /// followed, the legal notice or privacy policy that the charter hangs below, and no page behind it.
    pub(super) fn learn(&mut self, page: &Page) {
        let named: Vec<Candidate> = find(page).into_iter().filter(|link| hope(link) == Hope::Charter).collect();
        if !self.led_on && !named.is_empty() {
            self.led_on = true;
            self.add(named, self.passed);
        }
    }

    fn add(&mut self, links: Vec<Candidate>, at: usize) {
        for (place, link) in links.into_iter().enumerate() {
            let hope = hope(&link);
            self.insert(Stop { address: link.address, hope }, at + place);
        }
    }

    fn insert(&mut self, stop: Stop, at: usize) {
        let page = |address: &str| address.split('#').next().map(str::to_owned);
        match self.stops.iter().position(|known| page(&known.address) == page(&stop.address)) {
            Some(known) if known < self.passed || known <= at => {}
            known => {
                if let Some(known) = known {
                    self.stops.remove(known);
                }
                self.stops.insert(at.min(self.stops.len()), stop);
            }
        }
    }
}

fn hope(link: &Candidate) -> Hope {
    if ["legal-page", "usual-address"].contains(&link.reason.as_str()) { Hope::Perhaps } else { Hope::Charter }
}

#[cfg(test)]
mod tests {
    use super::{Hope, Route, Stop};
    use crate::page::{Form, Page};

    fn page(address: &str, links: &[(&str, &str)]) -> Page {
        let links: String = links.iter().map(|(words, to)| format!("<a href=\"{to}\">{words}</a> ")).collect();
        let source = format!("<html lang=fr><footer>{links}</footer>");
        Page { address: Some(address.to_owned()), language: None, form: Form::Html, source }
    }

    const HOME: &str = "https://ville.example/";

    fn tried(mut route: Route, pages: &[Page]) -> Vec<String> {
        let mut tried = Vec::new();
        while let Some(Stop { address, .. }) = route.next() {
            if let Some(page) = pages.iter().find(|page| page.address.as_deref() == Some(address.as_str())) {
                route.learn(page);
            }
            tried.push(address.trim_start_matches(HOME).to_owned());
        }
        tried
    }

    #[test]
    fn one_legal_page_leads_to_the_charter() {
        let home = page(HOME, &[("Mentions légales", "/mentions"), ("Politique de confidentialité", "/vie-privee")]);
        let legal = page(
            "https://ville.example/mentions",
            &[("Charte cookies", "/charte"), ("Mentions légales", "/mentions-2"), ("Accueil", "/")],
        );
        let charter = page("https://ville.example/charte", &[("Liste des cookies", "/liste-cookies")]);
        let tried = tried(Route::by(Some(&home), None, HOME), &[legal, charter]);
        assert_eq!(tried, ["mentions", "charte", "vie-privee"]);
    }

    #[test]
    fn what_a_legal_page_names_comes_before_other_legal_pages() {
        let home =
            page(HOME, &[("Politique de confidentialité", "/confidentialite"), ("Mentions légales", "/mentions")]);
        let mut route = Route::by(Some(&home), Some("https://ville.example/jadis"), HOME);
        assert!(!route.leads());
        let first = route.next().unwrap();
        assert_eq!(first.hope, Hope::Perhaps);
        route.learn(&page(&first.address, &[("Cookies", "/cookies")]));
        assert_eq!(
            route.next(),
            Some(Stop { address: "https://ville.example/cookies".to_owned(), hope: Hope::Charter })
        );
        assert!(route.leads());
    }

    #[test]
    fn usual_addresses_are_a_last_resort() {
        let home = page(HOME, &[("Agenda", "/agenda")]);
        assert_eq!(Route::by(Some(&home), Some("https://ville.example/jadis"), HOME).first().count(), 1);
        let usual = tried(Route::by(Some(&home), None, HOME), &[]);
        assert!((1..=4).contains(&usual.len()) && usual.contains(&"cookies".to_owned()), "{usual:?}");
    }

    #[test]
    fn no_more_than_four_pages_are_asked_for() {
        let links: Vec<(String, String)> =
            (0..9).map(|n| ("Politique de cookies".to_owned(), format!("/c{n}"))).collect();
        let links: Vec<(&str, &str)> = links.iter().map(|(words, to)| (words.as_str(), to.as_str())).collect();
        assert_eq!(tried(Route::by(Some(&page(HOME, &links)), None, HOME), &[]).len(), 4);
    }
}
