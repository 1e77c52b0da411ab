//! `visit`: what the extension does, without a window: open sites, find their charters, compare, keep the evidence.

mod click;
mod driver;
mod evidence;
mod firefox;
mod frames;
mod known;
mod list;
mod observed;
mod outcome;
mod port;
mod progress;
mod queue;
mod results;
mod search;
mod session;
mod site;
mod trouble;
mod wire;
mod wish;

use crate::args::{self, Browser};
use crate::error::Error;
use crate::{Verdict, address, output, page};
use cookie_charter::charter::Charter;
use cookie_charter::cookie::Stage;
use cookie_charter::page::Page;
use cookie_charter::report::Report;
use driver::Driver;
use known::Known;
use list::{addresses, listed, server};
use outcome::{failed, raised, told, verdict};
use progress::Progress;
use queue::{Queue, Task};
use results::{Line, Results};
use site::Visited;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use trouble::Trouble;
use wire::Endpoint;
use wish::Certificates;

/// A site is tried this often when servers or browsers fail under it.
const MOST_TRIES: u32 = 6;
/// A server that fails this often in a row is left alone.
const MOST_FAILURES: u32 = 3;

/// Whether the evidence has a picture of the page: it shows whatever the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Picturing {
    Shot,
    LeftOut,
}

/// A charter that the person named, instead of the one that the site's links lead to.
enum Given {
    /// A file, and what is read in it.
    Page(Box<(Page, Charter)>),
    /// The address of a page to open.
    Address(String),
}

/// What was asked for.
struct Plan {
    browser: Browser,
    binary: Option<String>,
    /// The time for one stage of one site.
    timeout: Duration,
    /// How long a page must have asked for nothing new.
    settle: Duration,
    /// Between two visits to one domain, and, the longer the more fail, before a server is asked again.
    pause: Duration,
    accept: Option<String>,
    refuse: Option<String>,
    /// The charters of every site of this run. None: they are looked for.
    charters: Vec<Given>,
    /// What is known already, and counts no more.
    baseline: Option<Known>,
    certificates: Certificates,
    picturing: Picturing,
    /// By address: the same with the name and password that were typed in it, which are told nowhere.
    credentials: BTreeMap<String, String>,
    language: String,
}

impl Plan {
    /// The stages that are taken of each site, and for each what is clicked: the option, and the selector typed after it.
    fn clicks(&self) -> Vec<(Stage, Option<(&'static str, &str)>)> {
        let accepted = self.accept.as_deref().map(|selector| (Stage::Accepted, Some(("--accept", selector))));
        let refused = self.refuse.as_deref().map(|selector| (Stage::Refused, Some(("--refuse", selector))));
        [Some((Stage::Before, None)), accepted, refused].into_iter().flatten().collect()
    }
}

/// Visits every site and prints the report of the only one, or a table of all.
///
/// # Errors
///
/// When an argument is wrong, no browser is here, or the evidence cannot be written.
pub(crate) fn run(args: &args::Visit) -> Result<Verdict, Error> {
    let mut credentials = BTreeMap::new();
    if args.urls.is_empty() && args.sites.is_none() {
        return Err(Error::NoAddress);
    }
    let typed = addresses(&args.urls, &mut credentials)?;
    let asked = addresses(&[args.urls.clone(), listed(args.sites.as_deref())?].concat(), &mut credentials)?;
    let servers = args.webdriver.iter().map(|typed| server(typed)).collect::<Result<Vec<_>, Error>>()?;
    let (browser, binary) = match servers.as_slice() {
        [] => driver::installed(args.browser).ok_or(Error::NoBrowser)?,
        _ => (args.browser.unwrap_or(Browser::Chromium), None),
    };
    let mut plan = Plan {
        browser,
        binary,
        timeout: args.timeout,
        settle: args.settle,
        pause: args.pause,
        accept: args.accept.clone(),
        refuse: args.refuse.clone(),
        charters: args.charter.iter().map(|typed| given(typed)).collect::<Result<_, Error>>()?,
        baseline: None,
        picturing: if args.no_screenshot { Picturing::LeftOut } else { Picturing::Shot },
        certificates: if args.insecure { Certificates::Any } else { Certificates::Checked },
        credentials,
        language: args.language.clone().unwrap_or_else(crate::audit::language),
    };
    let stages: Vec<Stage> = plan.clicks().into_iter().map(|(stage, _)| stage).collect();
    let known = |path: &PathBuf| Known::open(path, &asked, &stages);
    plan.baseline = args.bar.baseline.as_ref().map(known).transpose()?;
    let results = Results::open(&args.folder, &asked, &typed.into_iter().collect())?;
    let mut lines: BTreeMap<String, Line> =
        results.earlier.iter().map(|line| (line.site.clone(), line.clone())).collect();
    lines.retain(|site, _| asked.contains(site));
    let left: Vec<String> = asked.iter().filter(|site| !lines.contains_key(*site)).cloned().collect();
    if !lines.is_empty() {
        output::note(&format!(
            "{} of {} sites are in {} already, and not visited again",
            lines.len(),
            asked.len(),
            args.folder.display()
        ));
    }
    let queue = Arc::new(Queue::of(left, plan.pause));
    let stopped = stop_when_interrupted(&queue);
    let progress = Progress::of(asked.len(), lines.values());
    let work = Work { queue: &queue, plan, folder: &args.folder, results: &results, news: Mutex::default(), progress };
    std::thread::scope(|scope| {
        for hand in 0..args.jobs.max(1) {
            let server = servers.get(usize::from(hand).checked_rem(servers.len()).unwrap_or_default());
            let work = &work;
            scope.spawn(move || work.hand(server));
        }
    });
    let rest = queue.rest();
    if let Some(error) = work.news().broken.take() {
        work.progress.end();
        return Err(error);
    }
    if stopped.load(Ordering::SeqCst) {
        match rest.len() {
            0 => output::note(&"interrupted; the sites in hand are done, and none is left"),
            1 => output::note(&"interrupted: 1 site is left; the same command goes on with it"),
            left => output::note(&format!("interrupted: {left} sites are left; the same command goes on with them")),
        }
    } else {
        let why = work.news().trouble.clone().map(|trouble| format!("; the last one: {trouble}")).unwrap_or_default();
        for task in &rest {
            work.tell(&failed(task, &Trouble::Site(format!("no server is left{why}")), Duration::ZERO), Vec::new());
        }
    }
    work.progress.end();
    let news = work.news.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Some(error) = news.broken {
        return Err(error);
    }
    lines.extend(news.lines.into_iter().map(|line| (line.site.clone(), line)));
    let lines: Vec<&Line> = asked.iter().filter_map(|site| lines.get(site)).collect();
    match news.last.as_slice() {
        reports if args.quiet && asked.len() == 1 => {
            output::folded(&(results::table(&lines) + &raised(reports, &work.plan.language)))?;
        }
        reports @ [_, ..] if asked.len() == 1 => output::folded(&told(reports, &work.plan.language))?,
        _ => output::text(&results::table(&lines))?,
    }
    tell_evidence(&lines, &args.folder);
    Ok(verdict(&lines, asked.len(), &args.bar))
}

/// A charter as it was typed: an address, or a file.
fn given(typed: &str) -> Result<Given, Error> {
    if typed.contains("://") {
        return address::http(typed).map(Given::Address);
    }
    let path = Path::new(typed);
    let (page, saved) = page::opened(path, None)?;
    let charter = crate::audit::charter(path, &page, saved)?;
    Ok(Given::Page(Box::new((page, charter))))
}

/// Says where the evidence is, and of the only site what speaks for a click on something else than was meant.
fn tell_evidence(lines: &[&Line], folder: &Path) {
    match lines {
        [line] => {
            for astray in line.stages.iter().filter_map(|taken| taken.astray.as_ref()) {
                output::note(astray);
            }
            if let Some(folder) = &line.folder {
                let first =
                    line.stages.first().map(|taken| folder.join(evidence::of_stage(taken.stage)).join("report.html"));
                let begin = first.map(|report| format!("; begin with {}", report.display())).unwrap_or_default();
                output::note(&format!("the evidence is in {}{begin}", folder.display()));
            }
        }
        _ => output::note(&format!(
            "the evidence is in {}, a folder a site with a report.html for each stage; the list is results.jsonl",
            folder.display()
        )),
    }
}

/// The first interruption lets the sites in hand be finished, the second ends everything at once.
fn stop_when_interrupted(queue: &Arc<Queue>) -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    let (flag, queue) = (Arc::clone(&stopped), Arc::clone(queue));
    // Where nothing can be set up, an interruption ends everything, as everywhere.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            // Without their driver our own sessions are over; those of other servers are asked to end.
            driver::end_all();
            session::end_all();
            std::process::exit(2);
        }
        queue.close();
        output::note(&"stopping when the sites in hand are done; once more to stop now");
    });
    stopped
}

/// The work of one run, shared by all hands.
struct Work<'a> {
    queue: &'a Queue,
    plan: Plan,
    folder: &'a Path,
    results: &'a Results,
    news: Mutex<News>,
    progress: Progress,
}

/// What has come in so far.
#[derive(Default)]
struct News {
    lines: Vec<Line>,
    /// The reports of the last site, one a stage.
    last: Vec<Report>,
    broken: Option<Error>,
    /// Why a server was last given up.
    trouble: Option<Trouble>,
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
                Ok(visited) => {
                    failures = 0;
                    self.keep(&task, visited, started.elapsed());
                    self.queue.done(&task);
                }
                Err(trouble) if trouble.is_passing() => {
                    failures += u32::from(matches!(trouble, Trouble::Transport(_)));
                    own = None;
                    self.news().trouble = Some(trouble.clone());
                    if task.tries + 1 < MOST_TRIES {
                        self.queue.again(&task);
                    } else {
                        self.tell(&failed(&task, &trouble, started.elapsed()), Vec::new());
                        self.queue.done(&task);
                    }
                    std::thread::sleep(self.plan.pause / 4 * 2_u32.pow(failures));
                }
                Err(trouble) => {
                    self.tell(&failed(&task, &trouble, started.elapsed()), Vec::new());
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
    fn keep(&self, task: &Task, visited: Visited, took: Duration) {
        let folder = match evidence::write(self.folder, &task.address, &visited.packs, &self.plan.language) {
            Ok(folder) => folder,
            Err(error) => return self.stop(error),
        };
        let is_signed = self.plan.credentials.contains_key(&task.address);
        if folder != self.folder.join(evidence::name(&task.address)) {
            output::note(&format!(
                "{} holds earlier evidence, which stays as it is; this visit's is in {}",
                self.folder.join(evidence::name(&task.address)).display(),
                folder.display()
            ));
        }
        if let Some(line) = outcome::line(task, &visited, folder, took, is_signed) {
            self.tell(&line, visited.packs.into_iter().map(|pack| pack.counts).collect());
        }
    }

    fn tell(&self, line: &Line, reports: Vec<Report>) {
        let added = self.results.add(line);
        if let Err(error) = added {
            self.stop(error);
        }
        let mut news = self.news();
        self.progress.tell(line);
        news.lines.push(line.clone());
        news.last = reports;
    }

    /// What cannot be kept need not be visited.
    fn stop(&self, error: Error) {
        self.news().broken = Some(error);
        self.queue.close();
    }

    fn news(&self) -> std::sync::MutexGuard<'_, News> {
        self.news.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn clock() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
