//! `visit`: what the extension does, without a window: open sites, find their charters, compare, keep the evidence.

mod driver;
mod evidence;
mod observed;
mod queue;
mod results;
mod session;
mod site;
mod trouble;
mod wire;

use crate::args::{self, Browser};
use crate::error::Error;
use crate::{Verdict, address, output};
use cookie_charter::report::Report;
use cookie_charter::report::format::Format;
use cookie_charter::report::text::Paint;
use driver::Driver;
use queue::{Queue, Task};
use results::{Line, Results};
use site::Pack;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use trouble::Trouble;
use wire::Endpoint;

/// A site is tried this often when servers or browsers fail under it.
const MOST_TRIES: u32 = 6;
/// A server that fails this often in a row is left alone.
const MOST_FAILURES: u32 = 3;

/// What was asked for.
struct Plan {
    browser: Browser,
    binary: Option<String>,
    /// The time for one stage of one site.
    timeout: Duration,
    accept: Option<String>,
    refuse: Option<String>,
    language: String,
}

/// Visits every site and prints the report of the only one, or a table of all.
///
/// # Errors
///
/// When an argument is wrong, no browser is here, or the evidence cannot be written.
pub(crate) fn run(args: &args::Visit) -> Result<Verdict, Error> {
    let mut sites = addresses(args)?;
    let servers = args.webdriver.iter().map(|typed| server(typed)).collect::<Result<Vec<_>, Error>>()?;
    let (browser, binary) = match servers.as_slice() {
        [] => driver::installed(args.browser).ok_or(Error::NoBrowser)?,
        _ => (args.browser.unwrap_or(Browser::Chromium), None),
    };
    let plan = Plan {
        browser,
        binary,
        timeout: Duration::from_secs(args.timeout),
        accept: args.accept.clone(),
        refuse: args.refuse.clone(),
        language: args.language.clone().unwrap_or_else(crate::audit::language),
    };
    let results = Results::open(&args.folder)?;
    let done: BTreeSet<&str> = results.earlier.iter().map(|line| line.site.as_str()).collect();
    let asked = sites.len();
    sites.retain(|site| !done.contains(site.as_str()));
    if sites.len() < asked {
        output::note(&format!(
            "{} of {asked} sites are in {} already, and not visited again",
            asked - sites.len(),
            args.folder.display()
        ));
    }
    let alone = asked == 1;
    let work =
        Work { queue: Queue::of(sites), plan, folder: &args.folder, results: &results, news: Mutex::default(), asked };
    std::thread::scope(|scope| {
        for hand in 0..args.jobs.max(1) {
            let server = servers.get(usize::from(hand).checked_rem(servers.len()).unwrap_or_default());
            let work = &work;
            scope.spawn(move || work.hand(server));
        }
    });
    for task in work.queue.rest() {
        work.tell(&failed(&task, &Trouble::Transport("no server is left".to_owned()), Duration::ZERO), None);
    }
    let mut news = work.news.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = news.broken {
        return Err(error);
    }
    match (alone, news.last.take()) {
        (true, Some(report)) => output::text(&Format::Text(Paint::Ansi).write(&report, &work.plan.language))?,
        _ => output::text(&table(&news.lines))?,
    }
    Ok(verdict(&news.lines))
}

/// The work of one run, shared by all hands.
struct Work<'a> {
    queue: Queue,
    plan: Plan,
    folder: &'a Path,
    results: &'a Results,
    news: Mutex<News>,
    asked: usize,
}

/// What has come in so far.
#[derive(Default)]
struct News {
    lines: Vec<Line>,
    last: Option<Report>,
    broken: Option<Error>,
}

impl Work<'_> {
    /// One hand: takes sites until none is left, or its server fails for good. What it took and could not visit goes
    /// back to the others.
    fn hand(&self, server: Option<&Endpoint>) {
        let mut own = None;
        let mut failures = 0;
        while failures < MOST_FAILURES
            && let Some(task) = self.queue.take()
        {
            let started = Instant::now();
            let visited =
                self.endpoint(server, &mut own).and_then(|endpoint| site::visit(&endpoint, &self.plan, &task.address));
            match visited {
                Ok(packs) => {
                    failures = 0;
                    self.keep(&task, &packs, started.elapsed());
                    self.queue.done(&task);
                }
                Err(trouble) if trouble.is_passing() => {
                    failures += u32::from(matches!(trouble, Trouble::Transport(_)));
                    own = None;
                    if task.tries + 1 < MOST_TRIES {
                        self.queue.again(&task);
                    } else {
                        self.tell(&failed(&task, &trouble, started.elapsed()), None);
                        self.queue.done(&task);
                    }
                    std::thread::sleep(Duration::from_millis(300) * 2_u32.pow(failures));
                }
                Err(trouble) => {
                    self.tell(&failed(&task, &trouble, started.elapsed()), None);
                    self.queue.done(&task);
                }
            }
        }
    }

    /// The named server, or one of our own, started when needed.
    fn endpoint(&self, server: Option<&Endpoint>, own: &mut Option<Driver>) -> Result<Endpoint, Trouble> {
        if let Some(server) = server {
            return Ok(server.clone());
        }
        if own.is_none() {
            *own = Some(Driver::start(self.plan.browser)?);
        }
        own.as_ref().map(|driver| driver.endpoint.clone()).ok_or(Trouble::Late)
    }

    /// Writes the evidence, then the line.
    fn keep(&self, task: &Task, packs: &[Pack], took: Duration) {
        let folder = match evidence::write(self.folder, &task.address, packs, &self.plan.language) {
            Ok(folder) => folder,
            Err(error) => return self.news().broken = Some(error),
        };
        let Some(pack) = packs.last() else { return };
        let summary = &pack.report.summary;
        let line = Line {
            site: task.address.clone(),
            outcome: site::word(summary.outcome).to_owned(),
            declared: summary.declared,
            undeclared: summary.undeclared,
            third_party: summary.third_party,
            raised: summary.breach + summary.warning,
            charter: pack.report.charter.as_ref().and_then(|charter| charter.source.address.clone()),
            folder: Some(folder),
            tries: task.tries + 1,
            seconds: took.as_secs_f64(),
            error: None,
        };
        self.tell(&line, Some(pack.report.clone()));
    }

    fn tell(&self, line: &Line, report: Option<Report>) {
        let added = self.results.add(line);
        let mut news = self.news();
        if let Err(error) = added {
            news.broken = Some(error);
        }
        let number = self.results.earlier.len() + news.lines.len() + 1;
        let what = line.error.clone().unwrap_or_else(|| format!("{} raised, {}", line.raised, line.outcome));
        output::note(&format!("[{number}/{}] {} ({:.1} s): {what}", self.asked, line.site, line.seconds));
        news.lines.push(line.clone());
        news.last = report.or(news.last.take());
    }

    fn news(&self) -> std::sync::MutexGuard<'_, News> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn failed(task: &Task, trouble: &Trouble, took: Duration) -> Line {
    Line {
        site: task.address.clone(),
        outcome: "failed".to_owned(),
        declared: 0,
        undeclared: 0,
        third_party: 0,
        raised: 0,
        charter: None,
        folder: None,
        tries: task.tries + 1,
        seconds: took.as_secs_f64(),
        error: Some(trouble.to_string()),
    }
}

/// The addresses typed and those of the list, each once, in order.
fn addresses(args: &args::Visit) -> Result<Vec<String>, Error> {
    let mut typed = args.urls.clone();
    if let Some(path) = &args.sites {
        let list = std::fs::read_to_string(path).map_err(|source| Error::file(path, source))?;
        let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        typed.extend(lines.map(str::to_owned));
    }
    let mut seen = BTreeSet::new();
    let all = typed.iter().map(|typed| address::http(typed)).collect::<Result<Vec<_>, Error>>()?;
    Ok(all.into_iter().filter(|address| seen.insert(address.clone())).collect())
}

fn server(typed: &str) -> Result<Endpoint, Error> {
    Endpoint::of(typed).ok_or_else(|| Error::Server { typed: typed.to_owned() })
}

/// A table of all sites, for people.
fn table(lines: &[Line]) -> String {
    let mut text = format!("{:>8} {:>10} {:>11}  site\n", "declared", "undeclared", "third-party");
    for line in lines {
        let beside = match (&line.error, line.outcome.as_str()) {
            (Some(error), _) => format!("  ({error})"),
            (None, "audited") => String::new(),
            (None, outcome) => format!("  ({outcome})"),
        };
        let _ = writeln!(
            text,
            "{:>8} {:>10} {:>11}  {}{beside}",
            line.declared, line.undeclared, line.third_party, line.site
        );
    }
    text
}

/// Raised somewhere, else untold somewhere, else clear.
fn verdict(lines: &[Line]) -> Verdict {
    if lines.iter().any(|line| line.raised > 0) {
        Verdict::Raised
    } else if lines.iter().any(|line| line.outcome != "audited") {
        Verdict::CouldNotTell
    } else {
        Verdict::Clear
    }
}

fn clock() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
