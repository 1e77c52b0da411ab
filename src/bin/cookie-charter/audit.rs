//! `audit`: what is declared beside what is held.

use crate::args::{self, ReportFormat};
use crate::error::Error;
use crate::hashed::Hashed;
use crate::{Verdict, address, output, page};
use clap::ValueEnum as _;
use cookie_charter::audit::{self, Finding, Outcome};
use cookie_charter::charter::{self, Charter, Saved};
use cookie_charter::cookie::domain::{host, is_this_machine, same_site};
use cookie_charter::cookie::import::{self, Capture, Form};
use cookie_charter::cookie::moment::rfc3339;
use cookie_charter::cookie::{Cookie, File, Missing, Stage, Visit};
use cookie_charter::knowledge::base::Base;
use cookie_charter::page::Page;
use cookie_charter::report::text::Paint;
use cookie_charter::report::{self, Report, baseline, explain, judgement, moment, view};
use std::collections::BTreeMap;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

/// Reads charters and captures, compares them, and prints the report.
///
/// # Errors
///
/// When a file cannot be read, an argument is none, or the answer cannot be written.
pub(crate) fn run(args: &args::Audit) -> Result<Verdict, Error> {
    let read = || args.cookies.iter().chain(&args.charter).chain(&args.knowledge).chain(&args.bar.baseline);
    if read().filter(|path| path.as_path() == Path::new("-")).nth(1).is_some() {
        return Err(Error::Twice);
    }
    let outputs = output::formats(&args.output, args.format, read(), ReportFormat::value_variants())?;
    let mut base = knowledge(&args.knowledge)?;
    let given = given(&args.cookies)?;
    of_one_site(&args.cookies, &given)?;
    let reported: Vec<&Report> = given.iter().filter_map(|given| given.report.as_ref()).collect();
    base.extend(Base::of(reported.iter().flat_map(|report| &report.held).filter_map(|held| held.fact.clone())));
    let charters = match args.charter.as_slice() {
        [] => reported.iter().flat_map(|report| report.charters()).cloned().collect(),
        paths => charters(paths)?,
    };
    let charters = distinct(charters);
    if charters.is_empty() {
        output::note(&"there is no charter to compare with; give it after --charter");
    }
    let captures: Vec<Capture> = given.iter().map(|each| each.capture(given.len())).collect();
    if captures.iter().all(|capture| capture.cookies.is_empty() && !capture.looked()) {
        output::note(&"no file has any cookie in it: a site without cookies, or an export that left them out");
    }
    let mut visit = visit(args, captures)?;
    if !args.charter.is_empty() {
        visit.charter_read = None;
    }
    let report = report::report(&charters, &visit, audit::audit_knowing(&charters, &visit, &base));
    let report = judged(counted(report, &reported), &reported);
    let language = args.language.clone().unwrap_or_else(language);
    // Of one cookie all is told, known or not.
    if let Some(name) = &args.explain {
        explain(&report, name, &language)?;
    }
    let report = match &args.bar.baseline {
        Some(path) => beyond(report, path)?,
        None => report,
    };
    if args.explain.is_none() && outputs.is_empty() {
        output::report(&report, args.format.unwrap_or_default(), &language)?;
    } else if args.explain.is_none() {
        for (path, format) in outputs {
            output::file(&path, &output::written(&report, format, &language))?;
        }
    }
    Ok(verdict(&report, args))
}

/// Reads charters side by side, in the order in which they were named: pages, or what `read` has read in them.
fn charters(paths: &[PathBuf]) -> Result<Vec<Charter>, Error> {
    let read = |path: &PathBuf| {
        let (page, saved) = page::opened(path, None)?;
        charter(path, &page, saved)
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = paths.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let shares: Vec<_> =
            paths.chunks(share).map(|paths| scope.spawn(move || paths.iter().map(read).collect::<Vec<_>>())).collect();
        shares
            .into_iter()
            .flat_map(|share| share.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// What is read in a page, or was read in it by `read`.
///
/// # Errors
///
/// When it looks like what `read` writes, and is not.
pub(crate) fn charter(path: &Path, page: &Page, saved: Option<Saved>) -> Result<Charter, Error> {
    let is_read = page.source.trim_start().starts_with('{') && page.source.contains("\"cookie-charter/charter/");
    let mut charter: Charter = if is_read {
        serde_json::from_str(&page.source).map_err(|source| Error::Charter { path: path.to_owned(), source })?
    } else {
        charter::read(page)
    };
    charter.source.file = saved;
    Ok(charter)
}

/// Each charter once, from the first that brings it: reports of one visit all bring the site's. A page that is built anew
/// at each visit has another hash, and declares the same.
fn distinct(charters: Vec<Charter>) -> Vec<Charter> {
    let mut kept: Vec<Charter> = Vec::with_capacity(charters.len());
    for charter in charters {
        let same = |other: &Charter| {
            let (one, other_source) = (&charter.source, &other.source);
            let place =
                one.sha256 == other_source.sha256 || one.address.is_some() && one.address == other_source.address;
            place && charter.declarations == other.declarations && charter.claims == other.claims
        };
        if !kept.iter().any(same) {
            kept.push(charter);
        }
    }
    kept
}

/// What the auditor's files know; the first that knows something wins.
fn knowledge(paths: &[PathBuf]) -> Result<Base, Error> {
    let mut base = Base::default();
    for path in paths {
        let file = std::fs::read_to_string(path).map_err(|source| Error::file(path, source))?;
        base.extend(Base::read(&file).map_err(|source| Error::Knowledge { path: path.clone(), source })?);
    }
    Ok(base)
}

/// A file of cookies, or standard input.
struct Given {
    capture: Capture,
    /// What it is where it is a report: it brings its charters with it, and what was known about its cookies.
    report: Option<Report>,
    /// Its name and its hash.
    file: File,
}

impl Given {
    /// What it tells, of so many files. A report that is given alone gives itself again, and names the files that it named.
    fn capture(&self, of: usize) -> Capture {
        let mut capture = self.capture.clone();
        if self.report.is_none() || of > 1 {
            capture.files.insert(0, self.file.clone());
        }
        capture
    }
}

fn given(paths: &[PathBuf]) -> Result<Vec<Given>, Error> {
    paths.iter().map(|path| if path == Path::new("-") { from_stdin(path) } else { from_file(path) }).collect()
}

/// Reports and visits that are audited together are of one site: whose cookies and charter is whose cannot be told otherwise.
fn of_one_site(paths: &[PathBuf], given: &[Given]) -> Result<(), Error> {
    let ours = paths.iter().zip(given).filter(|(_, it)| matches!(it.capture.form, Form::Report | Form::Visit));
    let mut sites = ours.filter_map(|(path, it)| Some((path, it.capture.site.as_deref()?)));
    let Some((_, first)) = sites.next() else { return Ok(()) };
    let is_same = |its: &str| host(first).zip(host(its)).is_some_and(|(a, b)| same_site(&a, &b));
    match sites.find(|(_, its)| !is_same(its)) {
        Some((path, its)) => Err(Error::OtherSite { path: path.clone(), its: its.to_owned(), asked: first.to_owned() }),
        None => Ok(()),
    }
}

fn from_file(path: &Path) -> Result<Given, Error> {
    if path.is_dir() {
        return Err(Error::Folder { path: path.to_owned(), expected: "a file of cookies" });
    }
    let import = |source| Error::Cookies { path: path.to_owned(), source };
    let mut file = std::fs::File::open(path).map_err(|source| Error::file(path, source))?;
    // What cannot be rewound, such as the pipe of `<(…)`, is read as standard input is.
    if file.seek(SeekFrom::Start(0)).is_err() {
        return read_once(path, file);
    }
    // Both read all of it; neither waits for the other.
    let (file, capture) = std::thread::scope(|scope| {
        let hashed = scope.spawn(|| std::fs::File::open(path).and_then(|file| Hashed::of(file).named(path)));
        let capture = import::read(file);
        (hashed.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), capture)
    });
    let capture = capture.map_err(import)?;
    let report = (capture.form == Form::Report).then(|| report(path)).transpose()?;
    Ok(Given { capture, report, file: file.map_err(|source| Error::file(path, source))? })
}

fn from_stdin(path: &Path) -> Result<Given, Error> {
    read_once(&page::name(path), std::io::stdin().lock())
}

/// Reads what can be read but once: a report is held, of others only what they tell.
fn read_once(path: &Path, stream: impl std::io::Read) -> Result<Given, Error> {
    let import = |source| Error::Cookies { path: path.to_owned(), source };
    let failed = |source| Error::file(path, source);
    let mut whole = Hashed::of(stream);
    let (form, mut stream) = import::stream(&mut whole).map_err(import)?;
    let (capture, report) = if form == Form::Report {
        let mut text = Vec::new();
        stream.read_to_end(&mut text).map_err(failed)?;
        let report = serde_json::from_slice(&text).map_err(|source| Error::Report { path: path.to_owned(), source })?;
        (import::read_as(form, text.as_slice()).map_err(import)?, Some(report))
    } else {
        (import::read_as(form, &mut stream).map_err(import)?, None)
    };
    drop(stream);
    Ok(Given { capture, report, file: whole.named(path).map_err(failed)? })
}

/// Puts the judgements of reports among the captures beside the same findings; of several the last one counts.
fn judged(report: Report, reported: &[&Report]) -> Report {
    let judgements: BTreeMap<_, _> = reported.iter().flat_map(|report| judgement::judgements(report)).collect();
    judgement::judged(report, &judgements)
}

/// In how many visits the extension saw each cookie, as its reports among the captures tell; of several the last one counts.
fn counted(mut report: Report, reported: &[&Report]) -> Report {
    let cookies = reported.iter().flat_map(|report| report.cookies());
    let counts: BTreeMap<_, _> =
        cookies.filter_map(|(cookie, held)| Some((cookie.identity(), held.seen_in?))).collect();
    for (cookie, held) in report.visit.cookies.iter().zip(&mut report.held) {
        held.seen_in = counts.get(&cookie.identity()).copied();
    }
    report
}

/// Reads a report, as `--format json` writes it.
///
/// # Errors
///
/// When there is none.
pub(crate) fn report(path: &Path) -> Result<Report, Error> {
    let text = std::fs::read_to_string(path).map_err(|source| Error::file(path, source))?;
    serde_json::from_str(&text).map_err(|source| Error::Report { path: path.to_owned(), source })
}

fn beyond(whole: Report, path: &Path) -> Result<Report, Error> {
    let earlier = baseline(path, std::slice::from_ref(&whole.visit.site))?;
    let whole = baseline::beyond(whole, &earlier);
    let known = whole.baseline.as_ref().map_or(0, |baseline| baseline.known.len());
    if known > 0 {
        output::note(&format!("findings left out because {} has them: {known}", path.display()));
    }
    Ok(whole)
}

/// Reads a baseline for one of several sites.
///
/// # Errors
///
/// When there is no report, or it is of none of the sites.
pub(crate) fn baseline(path: &Path, sites: &[String]) -> Result<Report, Error> {
    let earlier = report(path)?;
    if let Some(site) = sites.iter().find(|site| baseline::is_of(&earlier, site)) {
        let port = |address: &str| url::Url::parse(address).ok().and_then(|url| url.port_or_known_default());
        let is_local = host(site).is_some_and(|host| is_this_machine(&host));
        if is_local && port(site) != port(&earlier.visit.site) {
            output::note(&format!(
                "{}: is of {}, on another port; it counts, for cookies do not know ports",
                path.display(),
                earlier.visit.site
            ));
        }
        return Ok(earlier);
    }
    let asked = sites.first().cloned().unwrap_or_default();
    Err(Error::OtherSite { path: path.to_owned(), its: earlier.visit.site, asked })
}

fn explain(report: &Report, name: &str, language: &str) -> Result<(), Error> {
    let told = explain::explain(&view::written(report, language), name, Paint::Ansi);
    output::folded(&told.ok_or_else(|| Error::NoSuchName { name: name.to_owned() })?)
}

/// The captures joined, with what was typed before what the files tell.
fn visit(args: &args::Audit, mut captures: Vec<Capture>) -> Result<Visit, Error> {
    let typed_site = args.site.as_deref().map(address::http).transpose()?.map(|address| address::bare(&address));
    let typed_now = args.now.as_deref().map(typed).transpose()?;
    for (path, capture) in args.cookies.iter().zip(&captures) {
        if capture.form == Form::Har && capture.cookies.is_empty() {
            output::note(&format!(
                "{}: this archive has no cookie at all; browsers leave them out unless it is saved with sensitive data",
                page::name(path).display()
            ));
        }
    }
    let site = typed_site.or_else(|| captures.iter().find_map(|capture| capture.site.clone())).ok_or(Error::NoSite)?;
    for (path, capture) in args.cookies.iter().zip(&mut captures) {
        if typed_now.or(capture.now).is_none() {
            date(path, capture);
        } else {
            capture.dated_by_file &= typed_now.is_none();
        }
        capture.now = Some(typed_now.or(capture.now).unwrap_or_else(clock));
        expired(path, capture);
    }
    // The latest: of a cookie of an earlier capture less may seem to be left, and never more.
    let now = captures.iter().filter_map(|capture| capture.now).max().unwrap_or_else(clock);
    let stage = args.stage.map_or_else(|| common_stage(&captures), Stage::from);
    let visit = import::join(captures, site, now, stage);
    if let (Some(_), Some(host)) = (&args.site, host(&visit.site)) {
        let is_own = |cookie: &Cookie| same_site(&host, cookie.host());
        if !visit.cookies.is_empty() && !visit.cookies.iter().any(is_own) {
            output::note(&format!(
                "no cookie of these files belongs to {host}: is it the page that was visited (--site)?"
            ));
        }
    }
    Ok(visit)
}

/// Takes the date of a file that tells no time for the moment at which its cookies were read. Where that cannot be, as with some
/// archives, which are unpacked with a time of their own, it is said, and the clock stands: of cookies less may then seem to be
/// left, and never more.
fn date(path: &Path, capture: &mut Capture) {
    let modified =
        std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).and_then(|file| file.modified().ok());
    let Some(modified) = modified else { return };
    let at = modified.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let now = clock();
    let last = capture.cookies.iter().filter_map(|cookie| cookie.expires).max().unwrap_or_default();
    let is_too_long = |at: u64| last.saturating_sub(at) > LONGEST;
    // What outlasts the bound even now is no browser's, and tells nothing of the date.
    if at > now || is_too_long(at) && !is_too_long(now) {
        capture.missing.push(Missing::DateRefused);
        output::note(&format!(
            "{}: its date, {}, cannot be when its cookies were read, {}; taken as read now: --now tells when they were",
            page::name(path).display(),
            moment::iso(at),
            if at > now { "for it is yet to come" } else { "for browsers would keep none for so long" }
        ));
    } else {
        capture.dated_by_file = true;
        capture.now = Some(at);
    }
}

/// Browsers keep a cookie for 400 days at most (RFC 6265bis §5.5), a day more for clocks that differ.
const LONGEST: u64 = 401 * 86_400;

/// Says which cookies of a capture had expired.
fn expired(path: &Path, capture: &Capture) {
    let now = capture.now.unwrap_or_else(clock);
    let names: Vec<&str> = capture.expired(now).map(|cookie| cookie.name.as_str()).collect();
    if !names.is_empty() {
        let more = if names.len() > 5 { ", …" } else { "" };
        output::note(&format!(
            "{}: expired by {}, and left out: {}{more} ({}); --now tells when the cookies were read",
            page::name(path).display(),
            moment::iso(now),
            names.iter().take(5).copied().collect::<Vec<_>>().join(", "),
            names.len(),
        ));
    }
}

/// The stage that all captures share.
fn common_stage(captures: &[Capture]) -> Stage {
    let mut stages = captures.iter().map(|capture| capture.stage);
    let first = stages.next().unwrap_or_default();
    if stages.all(|stage| stage == first) { first } else { Stage::Unknown }
}

/// A moment as typed; a day alone is its beginning, as in the whole world's time.
fn typed(typed: &str) -> Result<u64, Error> {
    rfc3339(typed)
        .or_else(|| rfc3339(&format!("{typed}T00:00:00Z")))
        .ok_or_else(|| Error::Moment { typed: typed.to_owned() })
}

fn clock() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The person's language, as terminals say it; English when they do not.
pub(crate) fn language() -> String {
    let says = |name| std::env::var(name).ok().filter(|value| !matches!(value.as_str(), "" | "C" | "POSIX"));
    ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(says).unwrap_or_else(|| "en".to_owned())
}

/// Whether something could not be seen, or a charter as a whole leaves a doubt.
pub(crate) fn is_unsure(report: &Report) -> bool {
    !report.visit.missing.is_empty() || report.charters().any(|charter| !charter.doubts.is_empty())
}

fn verdict(report: &Report, args: &args::Audit) -> Verdict {
    let least = args.bar.least();
    // Of one cookie that is explained, what is raised about others does not count.
    let about = |finding: &Finding| {
        args.explain.as_ref().is_none_or(|name| {
            let cookie = finding.cookie.as_ref().map(|cookie| &cookie.name);
            let stored = finding.storage.as_ref().map(|stored| &stored.name);
            let declared = finding.declaration.as_ref().map(|declaration| &declaration.name);
            cookie.or(stored).or(declared) == Some(name)
        })
    };
    match report.summary.outcome {
        Outcome::Audited if report.visit.tells_nothing() => Verdict::CouldNotTell,
        Outcome::Audited if report.findings.iter().any(|finding| finding.severity <= least && about(finding)) => {
            Verdict::Raised
        }
        Outcome::Audited if args.bar.strict && is_unsure(report) => Verdict::Raised,
        Outcome::Audited => Verdict::Clear,
        Outcome::NoCharter | Outcome::CharterUnreadable => Verdict::CouldNotTell,
    }
}
