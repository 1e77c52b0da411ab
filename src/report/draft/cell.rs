//! The cells of one suggested row.

use crate::charter::{Column, Field, Kind, Party};
use crate::cookie::{Cookie, StorageKind, Stored, Untold};
use crate::knowledge::{self, Known};
use crate::report::words::Words;
use crate::report::{Report, moment, view};

/// What there is to say about one undeclared cookie or storage key.
pub(super) struct Facts<'a> {
    pub(super) words: &'a Words,
    pub(super) report: &'a Report,
    /// The columns of the table.
    pub(super) columns: &'a [Column],
    pub(super) subject: Subject<'a>,
    pub(super) known: Option<Known<'a>>,
}

/// What a row is about.
#[derive(Clone, Copy)]
pub(super) enum Subject<'a> {
    Cookie {
        cookie: &'a Cookie,
        party: Party,
        /// Whether the auditor's knowledge base tells of it, which may leave its provider out.
        is_told: bool,
    },
    /// A key of the site's own storage.
    Stored(&'a Stored),
}

impl Facts<'_> {
    /// What puts rows in order, and is the same for what shares one: the site's own cookies, those of others, other storage.
    pub(super) fn identity(&self) -> (Option<StorageKind>, bool, String, String) {
        let kind = match self.subject {
            Subject::Cookie { .. } => None,
            Subject::Stored(stored) => Some(stored.kind),
        };
        (kind, self.party() == Party::Third, self.host().to_owned(), self.name())
    }

    /// One cell a column.
    pub(super) fn row(&self) -> Vec<String> {
        self.columns.iter().map(|column| self.cell(column.tells)).collect()
    }

    /// The cell of a column; what is not known, or only the owner knows, is marked as blank.
    fn cell(&self, tells: Option<Field>) -> String {
        let said = tells.and_then(|field| match field {
            Field::Name => Some(self.name()),
            Field::Kind => Some(self.kind()),
            Field::Provider => self.provider(),
            Field::Service => self.known.map(|known| known.service.to_owned()),
            Field::Purpose => self.known.map(|known| self.of("purpose", known.used_for)),
            Field::Category => self.known.map(|known| self.of("category-name", known.used_for.category())),
            Field::Lifetime => Some(self.lifetime()),
            Field::Party => Some(self.of("party-name", self.party())),
            Field::Domain => Some(self.host().to_owned()),
        });
        said.unwrap_or_else(|| self.blank())
    }

    /// The family's name where one is known: `_pk_id.*` for `_pk_id.1.4f2a`.
    fn name(&self) -> String {
        let own = match self.subject {
            Subject::Cookie { cookie, .. } => &cookie.name,
            Subject::Stored(stored) => &stored.name,
        };
        self.known.map_or_else(|| own.clone(), |known| known.name.to_owned())
    }

    fn host(&self) -> &str {
        match self.subject {
            Subject::Cookie { cookie, .. } => &cookie.domain,
            Subject::Stored(stored) => &stored.host,
        }
    }

    fn party(&self) -> Party {
        match self.subject {
            Subject::Cookie { party, .. } => party,
            Subject::Stored(_) => Party::First,
        }
    }

    fn kind(&self) -> String {
        match self.subject {
            Subject::Cookie { .. } => self.of("kind", Kind::Cookie),
            Subject::Stored(stored) => self.of("kind", stored.kind),
        }
    }

    /// The company behind it. Of software that anyone may run, whoever runs it: the site, for what is its own; and the
    /// software beside it, where no other column names it.
    fn provider(&self) -> Option<String> {
        if let Some(company) = self.known.and_then(|known| known.company) {
            return Some(company.to_owned());
        }
        if let Some(company) = knowledge::company(self.host()).filter(|_| self.party() == Party::Third) {
            return Some(company.name.to_owned());
        }
        let service = self.known?.service;
        if matches!(self.subject, Subject::Cookie { is_told: true, .. }) {
            return Some(service.to_owned());
        }
        let own = || self.words.view("draft.own", &[]);
        let whose = if self.party() == Party::First { own() } else { self.blank() };
        let names_service = self.columns.iter().any(|column| column.tells == Some(Field::Service));
        Some(if names_service { whose } else { format!("{whose} ({service})") })
    }

    /// The lifetime it was set for; from the jar alone only "at least" can be said. Storage other than that of a session has
    /// no end.
    fn lifetime(&self) -> String {
        let cookie = match self.subject {
            Subject::Cookie { cookie, .. } => cookie,
            Subject::Stored(stored) if stored.kind == StorageKind::SessionStorage => {
                return self.words.view("session", &[]);
            }
            Subject::Stored(_) => return self.words.view("draft.until-deleted", &[]),
        };
        match (cookie.set_for, cookie.expires) {
            (Some(seconds), _) => moment::length(self.words, seconds),
            (None, Some(expires)) => {
                let left = moment::kept(self.words, expires.saturating_sub(self.report.visit.now));
                self.words.view("draft.at-least", &[("length", &left)])
            }
            (None, None) if cookie.untold == Untold::Attributes => self.blank(),
            (None, None) => self.words.view("session", &[]),
        }
    }

    fn blank(&self) -> String {
        self.words.view("draft.blank", &[])
    }

    fn of(&self, list: &str, id: impl serde::Serialize) -> String {
        view::of_id(self.words, list, &id)
    }
}
