//! The history of one cookie, replayed in the order of time: the last event says who set it.

use super::{Change, JITTER, Line, Noticed};
use crate::cookie::{Cookie, Setter};

/// The jar tells of a change so many milliseconds after the header that made it, at most.
const SOON: u64 = 3_000;
/// Where the end of the cookie shows that the header made it, a busy browser may take longer.
const LATE: u64 = 15_000;
/// Seconds by which an end may be rounded, or told a little later.
const ROUNDED: u64 = 5;
/// Seconds by which the clock of a server may be wrong, or read in another time zone.
const SKEWED: u64 = 86_400;
/// No browser ends a cookie of a header sooner than this, in seconds, because it asked for too long a life.
const SHORTEST_CAP: u64 = 7 * 86_400;

/// A cookie of the jar, and what happened to it.
pub(super) struct History<'a> {
    cookie: Cookie,
    foreign: bool,
    change: Option<Change>,
    lines: Vec<Line<'a>>,
}

/// What happened, in the order in which events of one moment count.
#[derive(Clone, Copy)]
enum Event<'h, 'a> {
    Removed,
    Asked(&'h Line<'a>),
    Changed(&'h Change),
}

/// Who set a cookie last.
#[derive(Clone, Copy)]
enum Credit<'h, 'a> {
    Header(&'h Line<'a>),
    /// No header is known that made the change.
    Other(&'h Change),
}

impl<'a> History<'a> {
    pub(super) fn of(cookie: Cookie, foreign: bool, change: Option<Change>) -> Self {
        Self { cookie, foreign, change, lines: Vec::new() }
    }

    pub(super) fn cookie(&self) -> &Cookie {
        &self.cookie
    }

    /// Nothing shows that it can be read on this page.
    pub(super) fn is_foreign(&self) -> bool {
        self.foreign
    }

    pub(super) fn belongs(&mut self) {
        self.foreign = false;
    }

    pub(super) fn tell(&mut self, line: Line<'a>) {
        self.lines.push(line);
    }

    pub(super) fn is_changed_by(&self, line: &Line<'_>) -> bool {
        self.change.is_some_and(|change| makes(line, &change))
    }

    /// Another line, which has its name, made its change.
    pub(super) fn is_explained(&self, line: &Line<'_>) -> bool {
        let named = |other: &&Line<'_>| other.asked.name != line.asked.name;
        self.lines.iter().filter(named).any(|other| self.is_changed_by(other))
    }

    /// The cookie, with who set it, when, and for how long.
    pub(super) fn told(self, noticed: &Noticed<'_>) -> Cookie {
        let Some(credit) = self.last(noticed) else { return self.cookie };
        let (at, set_for, set_by) = match credit {
            Credit::Header(line) => {
                let at = line.heard.at / 1000;
                let kept = self.cookie.expires.map(|expires| expires.saturating_sub(at));
                // The jar rounds; within a few seconds the line's own figure is the exact one. And it cuts what is long.
                let is_cut = |life: u64, kept: u64| kept >= SHORTEST_CAP && life > kept + SKEWED;
                let is_exact = |life: u64, kept: u64| kept.abs_diff(life) <= ROUNDED || is_cut(life, kept);
                let exact = line.asked.set_for.filter(|life| kept.is_some_and(|kept| is_exact(*life, kept)));
                (at, exact.or(kept), Some(setter(line)))
            }
            Credit::Other(change) => {
                let at = change.at / 1000;
                let life = change.expires.map(|expires| whole(expires.saturating_sub(at)));
                // A header of another tab that is forgotten may have made an earlier one.
                let is_script = !self.cookie.http_only && change.at > noticed.elsewhere_since;
                (at, life, is_script.then_some(Setter::Script))
            }
        };
        Cookie { set_at: Some(at), set_for, set_by, ..self.cookie }
    }

    /// Goes through all events. What the tab could not hear, because the site was not yet shown, says nothing.
    fn last(&self, noticed: &Noticed<'_>) -> Option<Credit<'_, 'a>> {
        let mut asked: Vec<&Line<'a>> = Vec::new();
        let mut credit = None;
        for event in self.events() {
            match event {
                Event::Removed => {
                    asked.clear();
                    // It is there: what is known of its last change tells whether it came back or never went.
                    credit = credit.filter(|_| self.change.is_some());
                }
                Event::Asked(line) => {
                    asked.push(line);
                    if self.shows(line, noticed) {
                        credit = Some(Credit::Header(line));
                    }
                }
                Event::Changed(change) => {
                    let header = asked.iter().rev().find(|line| makes(line, change)).copied();
                    let other = || Some(Credit::Other(change)).filter(|_| change.at + 1000 >= noticed.since);
                    credit = header.map(Credit::Header).or_else(other);
                }
            }
        }
        credit
    }

    /// The events, the first one first. A header is heard a little later than it is written, by another clock than the jar's.
    fn events(&self) -> Vec<Event<'_, 'a>> {
        let mut events: Vec<(u64, Event<'_, 'a>)> = Vec::new();
        for line in &self.lines {
            let event = if line.removes { Event::Removed } else { Event::Asked(line) };
            events.push((line.heard.at.saturating_sub(JITTER), event));
        }
        // Which of two lines of one moment came last, their order tells.
        events.sort_by_key(|(at, _)| *at);
        if let Some(change) = &self.change {
            if let Some(gone) = change.gone.filter(|gone| *gone <= change.at) {
                events.push((gone.saturating_sub(2 * JITTER), Event::Removed));
            }
            events.push((change.at, Event::Changed(change)));
        }
        events.sort_by_key(|(at, _)| *at);
        events.into_iter().map(|(_, event)| event).collect()
    }

    /// Whether the cookie as it is shows that a line set it, though no change says so: browsers tell of none where a line
    /// sets what is there already. Where no change of it is known, less is asked for; where nobody listened, nothing.
    fn shows(&self, line: &Line<'_>, noticed: &Noticed<'_>) -> bool {
        noticed.changes.is_none()
            || (line.refusal().is_none()
                && ends_as(line, self.cookie.expires)
                && (self.change.is_none() || !line.vague || ends_within(line, self.cookie.expires, SKEWED)))
    }
}

/// Whether a line made a change of the cookie that it asks for.
pub(super) fn makes(line: &Line<'_>, change: &Change) -> bool {
    let is_exact = !line.vague && change.expires.is_some() && ends_within(line, change.expires, ROUNDED);
    let late = if is_exact { LATE } else { SOON };
    !line.removes
        && change.at + JITTER >= line.heard.at
        && change.at <= line.heard.at + late
        && ends_as(line, change.expires)
}

/// Whether a cookie with this end may be what a line asked for.
fn ends_as(line: &Line<'_>, expires: Option<u64>) -> bool {
    match (line.asked.expires, expires) {
        // Some browsers end all cookies with the session.
        (_, None) => true,
        (None, Some(_)) => line.vague,
        (Some(asked), Some(found)) => {
            let is_capped = found < asked && found >= line.heard.at / 1000 + SHORTEST_CAP;
            line.vague || is_capped || asked.abs_diff(found) <= ROUNDED
        }
    }
}

/// Whether this is the end that a line asked for, give or take some seconds.
fn ends_within(line: &Line<'_>, expires: Option<u64>, seconds: u64) -> bool {
    match (line.asked.expires, expires) {
        (Some(asked), Some(found)) => asked.abs_diff(found) <= seconds,
        (asked, found) => asked == found,
    }
}

/// Browsers round the expiry, and tell of it a little later: what is a second or two off whole minutes is whole minutes.
fn whole(seconds: u64) -> u64 {
    let minutes = (seconds + 30) / 60 * 60;
    if minutes > 0 && minutes.abs_diff(seconds) <= 2 { minutes } else { seconds }
}

/// The header of a line, as the setter of a cookie.
pub(super) fn setter(line: &Line<'_>) -> Setter {
    let heard = line.heard;
    Setter::Header { host: heard.host.clone(), resource: heard.resource.clone(), redirects: heard.redirects.clone() }
}
