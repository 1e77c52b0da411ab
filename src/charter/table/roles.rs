//! Which column holds what: what a header announces settled as a set, by the cells below it, or by the cells alone.

use super::column::Profile;
use super::header::Header;
use crate::charter::lexicon::{Languages, Role};
use crate::charter::lifetime::Unit;
use crate::charter::outline::Grid;
use crate::charter::{Party, field};
use std::ops::Range;

/// What each column holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Roles {
    /// For each column, its role. `None` when it holds nothing of ours.
    pub(super) of: Vec<Option<Role>>,
    /// The column of the names.
    pub(super) name: usize,
    /// What the lifetimes' header says of bare numbers.
    pub(super) unit: Option<Unit>,
    /// The column whose header asks for a party, and the party it asks for.
    pub(super) asked: Option<(usize, Party)>,
    /// The columns whose headers are one party each, in which a mark stands below that of the cookie.
    pub(super) marked: Vec<(usize, Party)>,
    /// The column that tells the party of some, and of others which company they are of: "First-party" above "Example Analytics".
    pub(super) party_or_company: Option<usize>,
    /// The columns whose headers are lifetimes, in which a mark stands below that of the cookie.
    pub(super) marked_times: Vec<(usize, String)>,
    /// The columns whose header asks for a category, each with its words.
    pub(super) asked_sorts: Vec<(usize, String)>,
    /// See `Header::second`.
    pub(super) second: Option<Role>,
    /// Whether the name column was found by its cells alone.
    pub(super) inferred: bool,
    /// Whether the header of the name column says that it holds something else ("Data").
    pub(super) belied: bool,
    /// The column that tells the purpose beside something else ("Type / purpose"). `None` where another one tells it.
    pub(super) purpose_too: Option<usize>,
}

/// The roles that cells tell without a header.
const TOLD_BY_CELLS: [Role; 7] =
    [Role::Name, Role::Lifetime, Role::Purpose, Role::Domain, Role::Category, Role::Kind, Role::Party];

/// Settles what each column holds, from its header and its cells. `None` when none can hold names.
pub(super) fn resolve(header: &Header, columns: &[Profile]) -> Option<Roles> {
    let mut scores: Vec<(f32, usize, Role)> = Vec::new();
    // "Type" above "session", beside a heading of no known word above "essential".
    let sorts_untold = header
        .candidates
        .iter()
        .zip(columns)
        .any(|(candidates, column)| candidates.is_empty() && column.filled > 0 && column.category >= 0.8);
    for (column, candidates) in header.candidates.iter().enumerate() {
        let Some(profile) = columns.get(column) else { continue };
        let sorts_nothing = sorts_untold && candidates.len() > 1 && profile.category == 0.0;
        for (rank, role) in candidates.iter().enumerate() {
            if sorts_nothing && *role == Role::Category {
                continue;
            }
            let prior = match rank {
                0 => 3.0,
                1 => 2.2,
                2 => 1.6,
                _ => 1.2,
            };
            // A word that means one thing only binds more than one that means several.
            let sure = if candidates.len() == 1 { 1.0 } else { 0.0 };
            scores.push((prior + sure + evidence(profile, *role), column, *role));
        }
        // Cells may belie their header: a column titled "Cookies used" that holds the party.
        for role in TOLD_BY_CELLS.into_iter().filter(|role| !candidates.contains(role)) {
            let evidence = evidence(profile, role) - if candidates.is_empty() { 0.0 } else { 0.5 };
            if evidence > 1.0 {
                scores.push((evidence, column, role));
            }
        }
    }
    let mut roles = settle(scores, header.candidates.len())?;
    // "Cookie | Name": what the first holds is whose cookie it is.
    let second = header.candidates.iter().zip(columns).enumerate().find(|(place, (candidates, column))| {
        *place != roles.name
            && candidates.first() == Some(&Role::Name)
            && column.filled > 0
            && column.name < 0.5
            && column.sentence == 0.0
    });
    if let Some((place, _)) = second
        && !roles.of.contains(&Some(Role::Provider))
        && let Some(role) = roles.of.get_mut(place).filter(|role| role.is_none())
    {
        *role = Some(Role::Provider);
    }
    // "Category" above services, most of which name none ("Example Analytics" does).
    let of_services =
        |column: &Profile| column.category < 0.35 && column.company > column.category && column.sentence == 0.0;
    let sorts = roles.of.iter().position(|role| *role == Some(Role::Category));
    if let Some(place) = sorts.filter(|place| columns.get(*place).is_some_and(of_services))
        && !roles.of.contains(&Some(Role::Provider))
        && let Some(role) = roles.of.get_mut(place)
    {
        *role = Some(Role::Provider);
    }
    roles.second = header.second;
    // "Usage" beside "Purpose": both tell it.
    for ((place, candidates), column) in roles.of.iter_mut().zip(&header.candidates).zip(columns) {
        if place.is_none() && candidates.first() == Some(&Role::Purpose) && column.category < 0.7 {
            *place = Some(Role::Purpose);
        }
    }
    if !roles.of.contains(&Some(Role::Provider)) {
        // "Name" beside "Cookie", or a heading of no known word, above companies.
        let of_companies = |column: &Profile| {
            column.company > 0.0
                && column.words <= 3.5
                && column.figures == 0.0
                && column.name < 0.6
                && column.sentence == 0.0
                && (column.category < 0.5 || column.company >= 0.5)
        };
        let left =
            columns.iter().zip(roles.of.iter_mut()).zip(&header.candidates).find(|((column, role), candidates)| {
                role.is_none() && matches!(candidates.first(), None | Some(Role::Name)) && of_companies(column)
            });
        if let Some(((_, place), _)) = left {
            *place = Some(Role::Provider);
        }
    }
    roles.unit =
        roles.of.iter().position(|role| *role == Some(Role::Lifetime)).and_then(|at| header.units.get(at).copied()?);
    let of_party = roles.of.iter().position(|role| *role == Some(Role::Party));
    roles.party_or_company = of_party.filter(|at| {
        let tells_both = |column: &Profile| column.party > 0.0 && column.company > 0.0 && column.sentence == 0.0;
        !roles.of.contains(&Some(Role::Provider)) && columns.get(*at).is_some_and(tells_both)
    });
    tell_asked(&mut roles, header);
    roles.inferred = header.candidates.get(roles.name).is_none_or(|roles| !roles.contains(&Role::Name));
    let purposes = header.candidates.iter().position(|roles| roles.contains(&Role::Purpose));
    roles.purpose_too = purposes.filter(|column| {
        let told = roles.of.get(*column).copied().flatten();
        matches!(told, Some(Role::Category | Role::Kind | Role::Provider)) && !roles.of.contains(&Some(Role::Purpose))
    });
    roles.belied = roles.inferred && header.filled.get(roles.name) == Some(&true);
    Some(roles)
}

/// Tells the columns whose headers are answers themselves, with a mark below that of the cookie, or ask for one.
fn tell_asked(roles: &mut Roles, header: &Header) {
    let parties = || header.parties.iter().enumerate().filter_map(|(column, asked)| Some((column, (*asked)?)));
    if let [(_, one), (_, other)] = parties().collect::<Vec<_>>().as_slice()
        && one != other
    {
        roles.marked = parties().collect();
    }
    roles.asked = parties().next();
    let sorts = header.sorts.iter().enumerate().filter(|(column, _)| matches!(roles.of.get(*column), Some(None)));
    roles.asked_sorts = sorts.filter_map(|(column, asked)| Some((column, asked.clone()?))).collect();
    roles.marked_times =
        header.times.iter().enumerate().filter_map(|(column, time)| Some((column, time.clone()?))).collect();
}

/// Settles what each column holds from its cells alone. `None` when none can hold names.
pub(super) fn infer(columns: &[Profile]) -> Option<Roles> {
    let mut scores = Vec::new();
    for (column, profile) in columns.iter().enumerate() {
        for role in TOLD_BY_CELLS {
            let evidence = evidence(profile, role);
            if evidence > 0.8 {
                let doubtful = if role == Role::Name && comes_again(profile) { 1.0 } else { 0.0 };
                scores.push((evidence - doubtful, column, role));
            }
        }
        // "Google", "doubleclick.net", "own": whose the cookies are.
        let whose = profile.company + 0.7 * (profile.host + profile.party) + evidence(profile, Role::Provider);
        if whose > 0.6 && profile.company > 0.0 {
            scores.push((whose, column, Role::Provider));
        }
    }
    let mut roles = settle(scores, columns.len())?;
    roles.inferred = true;
    tell_purpose(&mut roles, |_| true, columns);
    tell_short_purpose(&mut roles, columns);
    // What is left and has few words, without figures, tells who sets it.
    let of = &mut roles.of;
    let tells_purpose = of.contains(&Some(Role::Purpose));
    if !of.contains(&Some(Role::Provider)) {
        let short = |column: &Profile| {
            column.filled > 1
                && column.words <= 3.5
                && column.figures == 0.0
                && (column.name < 0.6 || comes_again(column))
                && column.sentence == 0.0
        };
        let left = columns.iter().zip(of.iter_mut()).find(|(column, role)| role.is_none() && short(column));
        if let Some((column, place)) = left {
            // "session", "audience", "language": what it is for, in a word.
            let is_small = column.small >= 0.9 && column.company == 0.0;
            *place = Some(if is_small && !tells_purpose { Role::Purpose } else { Role::Provider });
        }
    }
    Some(roles)
}

/// Whether a column says everything twice at least. Cookies have names of their own; a company written as they are,
/// "`BigIP`", comes again.
fn comes_again(column: &Profile) -> bool {
    column.filled > 1 && column.distinct * 2 <= column.filled
}

/// Gives columns the role of the label that all their cells begin with, whatever else these may be: "Provider: This shop".
pub(super) fn tell_labelled(roles: &mut Roles, grid: &Grid, rows: Range<usize>, languages: Languages) {
    for column in 0..roles.of.len() {
        if column == roles.name {
            continue;
        }
        let cells = rows.clone().map(|row| grid.text(row, column)).filter(|cell| !cell.is_empty());
        let mut told = cells.map(|cell| field::of(cell, languages).and_then(|field| field.roles.first().copied()));
        let first = told.next().flatten().filter(|role| !matches!(role, Role::Name | Role::Other));
        let Some(role) = first.filter(|role| !roles.of.contains(&Some(*role))) else { continue };
        if told.all(|other| other == Some(role))
            && let Some(place) = roles.of.get_mut(column)
        {
            *place = Some(role);
        }
    }
}

/// Takes the column that has the most words for the purpose, of those that hold sentences, or several words below a heading
/// that says nothing known.
pub(super) fn complete(roles: &mut Roles, header: &Header, columns: &[Profile]) {
    // Sentences below "Value" tell what it is for, where nothing else does.
    if !roles.of.contains(&Some(Role::Purpose)) {
        let held = roles.of.iter_mut().zip(&header.contents).zip(columns).filter(|((_, holds), _)| **holds);
        held.filter(|(_, column)| column.words >= 3.0).for_each(|((place, _), _)| *place = None);
    }
    let is_silent = |column: usize| header.candidates.get(column).is_none_or(Vec::is_empty);
    let may = |at: usize| {
        columns.get(at).is_some_and(|column| column.sentence >= 0.5 || column.words >= 3.0 && is_silent(at))
    };
    tell_purpose(roles, may, columns);
}

/// What is left and has the most words tells the purpose, where no other column does.
fn tell_purpose(roles: &mut Roles, may: impl Fn(usize) -> bool, columns: &[Profile]) {
    if roles.of.contains(&Some(Role::Purpose)) {
        return;
    }
    let left = columns.iter().enumerate().filter(|(column, _)| roles.of.get(*column) == Some(&None) && may(*column));
    let wordy = left.filter(|(_, column)| column.words >= 2.0).max_by(|(_, a), (_, b)| a.words.total_cmp(&b.words));
    if let Some(place) = wordy.and_then(|(column, _)| roles.of.get_mut(column)) {
        *place = Some(Role::Purpose);
    }
}

/// Where nothing else tells the purpose, takes the column for it whose cells sort each cookie in words of its own: "Analytics
/// tracking cookie", "Login cookie". Categories come again.
fn tell_short_purpose(roles: &mut Roles, columns: &[Profile]) {
    const FEWEST_ROWS: usize = 3;
    if roles.of.contains(&Some(Role::Purpose)) {
        return;
    }
    let is_sort = |role: &Option<Role>| matches!(role, Some(Role::Category | Role::Kind));
    let is_own =
        |column: &Profile| column.filled >= FEWEST_ROWS && column.distinct == column.filled && column.words >= 2.5;
    let mut sorts = roles.of.iter_mut().zip(columns).filter(|(role, column)| is_sort(role) && is_own(column));
    if let Some((place, _)) = sorts.next() {
        *place = Some(Role::Purpose);
    }
}

/// Gives each role to the column with the best claim to it, and each column at most one role.
fn settle(mut scores: Vec<(f32, usize, Role)>, width: usize) -> Option<Roles> {
    scores.sort_by(|(a, left, _), (b, right, _)| b.total_cmp(a).then(left.cmp(right)));
    let mut roles = Roles { of: vec![None; width], ..Roles::default() };
    let mut name = None;
    for (score, column, role) in scores {
        let taken = roles.of.contains(&Some(role)) && role != Role::Other;
        let Some(place) = roles.of.get_mut(column) else { continue };
        if place.is_none() && !taken && score > 0.0 {
            *place = Some(role);
            if role == Role::Name {
                name = Some(column);
            }
        }
    }
    roles.name = name?;
    Some(roles)
}

/// What the cells say for (positive) or against (negative) a role, within ±3.
fn evidence(column: &Profile, role: Role) -> f32 {
    if column.filled == 0 {
        return -0.5;
    }
    match role {
        Role::Name => {
            3.0 * column.name + column.word * 0.5 + column.listed
                - 2.5 * column.sentence
                - 2.0 * column.lifetime
                - column.party.max(column.kind)
        }
        // "Counts visits. Expires after 2 years." is a purpose as well.
        Role::Lifetime => {
            2.5 * column.lifetime + 0.8 * column.figures * (1.0 - column.sentence)
                - column.sentence * (1.0 - column.lifetime)
                - 1.5 * column.name
        }
        Role::Domain => 2.0 * column.host - column.sentence,
        Role::Purpose => 1.5 * column.sentence - 1.5 * column.name - column.lifetime,
        Role::Category => {
            1.5 * column.category
                - column.sentence
                - column.name
                - (1.0 - column.category) * 0.5
                - column.party * 0.5
                - 4.0 * column.host
        }
        Role::Party => 2.0 * column.party - column.sentence - (1.0 - column.party) - 4.0 * column.host,
        Role::Kind => {
            1.8 * column.kind
                - column.sentence
                - (1.0 - column.kind) * (1.0 + 2.4 * column.lifetime)
                - column.category * 0.4
        }
        // No company is written as names are, all the way down, or as a list of them.
        Role::Provider if column.name >= 0.9 || column.listed >= 0.5 => -3.0,
        Role::Provider => -column.sentence - column.name - column.lifetime,
        Role::Service => -0.5 * column.sentence - column.name - column.lifetime,
        Role::Other => 0.0,
    }
}
