//! A difference in words: one sentence, then what came, went and changed.

use super::{Changes, Difference, PageChange};
use crate::audit::Finding;
use crate::charter::{Claim, Declaration};
use crate::cookie::Cookie;
use crate::report::view::{found, lifetime, of_id, protection};
use crate::report::words::Words;
use crate::report::{Report, history};
use serde::Serialize;

/// A difference, ready in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shown {
    /// The site.
    pub site: String,
    /// The moments of the two audits, in seconds since 1970, the earlier first.
    pub moments: [u64; 2],
    /// One plain sentence.
    pub sentence: String,
    /// That the audits were made at different consent stages. `None` where they were not.
    pub stages: Option<String>,
    /// What became of the charter's page.
    pub page: String,
    /// What came, went and changed, by kind; none that is empty.
    pub groups: Vec<Group>,
}

/// What changed of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// `cookies`, `declarations`, `claims` or `findings`.
    pub id: String,
    /// The heading.
    pub title: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One thing that came, went or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// `added`, `removed` or `changed`.
    pub change: String,
    /// The same in words.
    pub said: String,
    /// Whose it is: a cookie's name, a rule's title.
    pub name: String,
    /// The host, when there is one.
    pub host: Option<String>,
    /// How it was. `None` when it was not there.
    pub before: Option<String>,
    /// How it is. `None` when it is gone.
    pub after: Option<String>,
}

/// Shows what is different between an earlier and a later audit, given in either order.
pub fn show(one: &Report, other: &Report, language: &str) -> Shown {
    let words = Words::of(language);
    let (before, after) = if one.visit.now <= other.visit.now { (one, other) } else { (other, one) };
    let difference = super::difference(before, after);
    let of = |report: &Report, cookie: &Cookie| facts(words, report, cookie);
    let cookies = rows(words, &difference.cookies, |cookie, report| Side {
        name: if cookie.name.is_empty() { words.view("nameless", &[]) } else { cookie.name.clone() },
        host: Some(cookie.domain.clone()),
        content: of(report, cookie),
    });
    let side = [before, after];
    let groups = [
        ("cookies", cookies(side)),
        ("declarations", rows(words, &difference.declarations, |it, _| declared(words, it))(side)),
        ("claims", rows(words, &difference.claims, |claim, report| claimed(words, report, *claim))(side)),
        ("findings", rows(words, &difference.findings, |finding, _| raised(words, finding))(side)),
    ];
    let group = |(id, rows): (&str, Vec<Row>)| Group {
        id: id.to_owned(),
        title: words.view(&format!("difference.{id}"), &[]),
        rows,
    };
    Shown {
        site: history::site(after),
        moments: [before.visit.now, after.visit.now],
        sentence: sentence(words, &difference),
        stages: stages(words, before, after),
        page: words.view(&format!("difference.page.{}", page(difference.page)), &[]),
        groups: groups.into_iter().filter(|(_, rows)| !rows.is_empty()).map(group).collect(),
    }
}

fn page(change: PageChange) -> &'static str {
    match change {
        PageChange::None => "none",
        PageChange::Same => "same",
        PageChange::Rewritten => "rewritten",
        PageChange::Changed => "changed",
        PageChange::Appeared => "appeared",
        PageChange::Gone => "gone",
    }
}

fn sentence(words: &Words, difference: &Difference) -> String {
    let counts = [
        ("cookies-added", difference.cookies.added.len()),
        ("cookies-removed", difference.cookies.removed.len()),
        ("cookies-changed", difference.cookies.changed.len()),
        ("declarations-added", difference.declarations.added.len()),
        ("declarations-removed", difference.declarations.removed.len()),
        ("declarations-changed", difference.declarations.changed.len()),
        ("findings-added", difference.findings.added.len()),
        ("findings-removed", difference.findings.removed.len()),
    ];
    let part = |(key, n): (&str, usize)| words.view(&format!("difference.count.{key}"), &[("n", &n.to_string())]);
    let told: Vec<String> = counts.into_iter().filter(|(_, n)| *n > 0).map(part).collect();
    if told.is_empty() {
        words.view("difference.nothing", &[])
    } else {
        words.view("difference.sentence", &[("counts", &told.join(", "))])
    }
}

fn stages(words: &Words, before: &Report, after: &Report) -> Option<String> {
    let [earlier, later] = [before, after].map(|report| report.visit.stage);
    let of = |stage| of_id(words, "stage", &stage);
    (earlier != later).then(|| words.view("difference.stages", &[("earlier", &of(earlier)), ("later", &of(later))]))
}

/// What a row says of one thing on one side.
struct Side {
    name: String,
    host: Option<String>,
    content: String,
}

/// Makes the rows of changes, given the two reports.
fn rows<'a, T>(
    words: &'a Words,
    changes: &'a Changes<T>,
    side: impl Fn(&T, &Report) -> Side + 'a,
) -> impl FnOnce([&Report; 2]) -> Vec<Row> + 'a {
    move |[before, after]| {
        let row = |change: &str, old: Option<&T>, new: Option<&T>| {
            let (old, new) = (old.map(|it| side(it, before)), new.map(|it| side(it, after)));
            let (name, host) = new.as_ref().or(old.as_ref()).map(|it| (it.name.clone(), it.host.clone()))?;
            let (was, is) = (old.map(|it| it.content), new.map(|it| it.content));
            let said = words.view(&format!("difference.{change}"), &[]);
            Some(Row { change: change.to_owned(), said, name, host, before: was, after: is })
        };
        let added = changes.added.iter().filter_map(|it| row("added", None, Some(it)));
        let removed = changes.removed.iter().filter_map(|it| row("removed", Some(it), None));
        let changed = changes.changed.iter().filter_map(|(old, new)| row("changed", Some(old), Some(new)));
        added.chain(removed).chain(changed).collect()
    }
}

/// What a site decides of a cookie.
fn facts(words: &Words, report: &Report, cookie: &Cookie) -> String {
    let mut facts = vec![lifetime(words, report, cookie), protection(words, cookie)];
    if let Some(refusal) = &cookie.refused {
        facts.push(of_id(words, "refused", refusal));
    }
    facts.join(" · ")
}

/// A declaration in the charter's own words.
fn declared(words: &Words, declaration: &Declaration) -> Side {
    let lifetime = declaration.lifetime.as_ref().map(|lifetime| lifetime.as_written.clone());
    let category = declaration.category.as_ref().map(|category| of_id(words, "category-name", category));
    let parts = [declaration.provider.clone(), declaration.purpose.clone(), category, lifetime];
    let content = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Side { name: declaration.as_written.clone(), host: declaration.domain.clone(), content }
}

fn claimed(words: &Words, report: &Report, claim: Claim) -> Side {
    let statement = report.charters().flat_map(|charter| &charter.claims).find(|statement| statement.claim == claim);
    Side {
        name: of_id(words, "claim-name", &claim),
        host: None,
        content: statement.map(|statement| statement.excerpt.clone()).unwrap_or_default(),
    }
}

fn raised(words: &Words, finding: &Finding) -> Side {
    let found = found(words, finding);
    let domain = (!found.domain.is_empty()).then_some(found.domain);
    if found.cookie.is_empty() && finding.cookie.is_none() {
        return Side { name: found.title, host: domain, content: found.observed };
    }
    let name = if found.cookie.is_empty() { words.view("nameless", &[]) } else { found.cookie };
    Side { name, host: domain, content: format!("{} — {}", found.title, found.observed) }
}
