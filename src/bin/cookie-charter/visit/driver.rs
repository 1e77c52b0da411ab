//! A WebDriver server of our own, for the browser that is installed here.

use super::port;
use super::trouble::Trouble;
use super::wire::Endpoint;
use crate::args::Browser;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

/// The servers that are running, by process, with their folders: what a person who will not wait ends.
static RUNNING: Mutex<BTreeMap<u32, PathBuf>> = Mutex::new(BTreeMap::new());

/// Ends every server that is running, with its browsers.
pub(super) fn end_all() {
    for (group, folder) in std::mem::take(&mut *RUNNING.lock().unwrap_or_else(PoisonError::into_inner)) {
        end_group(group);
        let _ = std::fs::remove_dir_all(folder);
    }
}

/// A driver that is killed leaves its browser running: the whole group ends.
fn end_group(group: u32) {
    // It may have died by itself.
    let _ = Command::new("kill").args(["-TERM", "--", &format!("-{group}")]).stderr(Stdio::null()).status();
}

/// A running server; it ends when this value is dropped, after the sessions have closed their browsers.
pub(super) struct Driver {
    process: Child,
    pub(super) endpoint: Endpoint,
    /// Where it and its browsers keep profiles.
    folder: PathBuf,
    /// Ends it and its browsers where nobody else can: when we are killed.
    watch: Option<Child>,
    /// Kept open: a server that cannot print ends. `None` where it never said that it listens.
    _printed: Option<BufReader<ChildStdout>>,
}

impl Driver {
    /// Starts the server of a browser.
    pub(super) fn start(browser: Browser) -> Result<Self, Trouble> {
        let (program, arguments): (&str, &[&str]) = match browser {
            Browser::Chromium => ("chromedriver", &[]),
            Browser::Firefox => ("geckodriver", &["--allow-system-access"]),
        };
        let path = on_path(program).ok_or_else(|| {
            Trouble::Site(format!("{program} is not installed; install it, or name a server: --webdriver http://…"))
        })?;
        let port = port::free().map_err(Trouble::transport)?;
        let folder = folder().map_err(|error| Trouble::Site(format!("no folder for profiles: {error}")))?;
        let mut process = waiting(&path)
            .arg(format!("--port={port}"))
            .args(arguments)
            .env("TMPDIR", &folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                let _ = std::fs::remove_dir(&folder);
                Trouble::transport(error)
            })?;
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).insert(process.id(), folder.clone());
        let watch = watch(process.id(), &folder);
        if let Some(mut waiting) = process.stdin.take() {
            // Where it has ended already, its last line says why.
            let _ = writeln!(waiting);
        }
        let stdout = process.stdout.take().ok_or_else(|| Trouble::transport("the driver has no output"))?;
        let (printed, listens) = listens_in_time(BufReader::new(stdout));
        let endpoint = Endpoint { authority: format!("127.0.0.1:{port}"), base: String::new() };
        let driver = Self { process, endpoint, folder, watch, _printed: printed };
        listens.map(|()| driver).map_err(|why| Trouble::transport(format!("{program} does not listen: {why}")))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if RUNNING.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.process.id()).is_some() {
            end_group(self.process.id());
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
        match &mut self.watch {
            // It waits for the browsers that are still closing, ends those that do not, and removes their folder.
            Some(watch) => {
                drop(watch.stdin.take());
                let _ = watch.wait();
            }
            None => drop(std::fs::remove_dir_all(&self.folder)),
        }
    }
}

/// A folder that nobody else has, nor may look into.
fn folder() -> std::io::Result<PathBuf> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let all = std::env::temp_dir();
    std::fs::create_dir_all(&all)?;
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    loop {
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let folder = all.join(format!("cookie-charter-{}-{number}", std::process::id()));
        // Processes of one number in two containers can share the folder for temporary files.
        match builder.create(&folder) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && number < MOST_FOLDERS => {}
            created => return created.map(|()| folder),
        }
    }
}

/// No run starts so many servers.
const MOST_FOLDERS: u32 = 100_000;

/// Whatever the path says.
#[cfg(unix)]
const SHELL: &str = "/bin/sh";

/// A program that starts when a line is written to it, and not at all when we are killed before: by then it is watched. It has
/// a group of its own: what interrupts us lets it finish, and its browser ends with it.
#[cfg(unix)]
fn waiting(program: &Path) -> Command {
    let mut command = Command::new(SHELL);
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.args(["-c", r#"read -r _ && exec "$0" "$@""#]).arg(program);
    command
}

#[cfg(not(unix))]
fn waiting(program: &Path) -> Command {
    Command::new(program)
}

/// Starts what reads until we are gone, however we went, and then ends the group of a server and removes its folder. Where
/// there is no shell, a command that is killed leaves them.
#[cfg(unix)]
fn watch(group: u32, folder: &Path) -> Option<Child> {
    let mut command = Command::new(SHELL);
    // What interrupts us must not end it.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.args(["-c", WATCH, "cookie-charter-watch", &group.to_string()]).arg(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()
}

#[cfg(not(unix))]
fn watch(_: u32, _: &Path) -> Option<Child> {
    None
}

/// Nothing is ever written to it: reading ends when the last process that could write has ended.
#[cfg(unix)]
const WATCH: &str = r#"
read -r _
kill -s TERM -- "-$1"
left=25
while kill -s 0 -- "-$1" && [ "$left" -gt 0 ]; do sleep 0.2; left=$((left - 1)); done
kill -s KILL -- "-$1"
rm -rf -- "$2" || { sleep 0.5; rm -rf -- "$2"; }
"#;

/// Waits until a server says that it listens, or for half a minute. The reader comes back unless it still waits.
fn listens_in_time(mut printed: BufReader<ChildStdout>) -> (Option<BufReader<ChildStdout>>, Result<(), String>) {
    const LONGEST: Duration = Duration::from_secs(30);
    let (tell, told) = mpsc::channel();
    thread::spawn(move || {
        let listens = listens(&mut printed);
        // Nobody hears it any more after so long.
        let _ = tell.send((printed, listens));
    });
    match told.recv_timeout(LONGEST) {
        Ok((printed, listens)) => (Some(printed), listens),
        Err(_) => (None, Err(format!("it said nothing of it for {} seconds", LONGEST.as_secs()))),
    }
}

/// Waits until it says that it listens: "ChromeDriver was started successfully on port 20357.", "… geckodriver INFO Listening
/// on 127.0.0.1:20219". How it ended where it ends before.
fn listens(printed: &mut impl BufRead) -> Result<(), String> {
    let mut last = "none".to_owned();
    for line in printed.lines().map_while(Result::ok) {
        if line.contains("successfully on port") || line.contains("Listening on") {
            return Ok(());
        }
        last = line;
    }
    Err(format!("it ended; its last line: {last}"))
}

/// The browser that is installed, Chromium first; its program where its driver does not find it by itself.
pub(super) fn installed(wished: Option<Browser>) -> Option<(Browser, Option<String>)> {
    let program = |names: &[&str]| names.iter().find_map(|name| on_path(name)).map(|path| path.display().to_string());
    let of = |browser| match browser {
        Browser::Chromium => {
            let binary = program(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])?;
            on_path("chromedriver").map(|_| (browser, Some(binary)))
        }
        Browser::Firefox => {
            let binary = program(&["firefox", "firefox-esr"])?;
            on_path("geckodriver").map(|_| (browser, Some(binary)))
        }
    };
    match wished {
        Some(browser) => of(browser),
        None => of(Browser::Chromium).or_else(|| of(Browser::Firefox)),
    }
}

/// Where a program is, on the path or among what cargo has installed.
fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let home = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo/bin"));
    std::env::split_paths(&path).chain(home).map(|folder| folder.join(program)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::folder;

    #[test]
    fn nobody_elses_folder_is_taken_or_removed() {
        let first = folder().unwrap();
        let number: u32 = first.to_str().unwrap().rsplit('-').next().unwrap().parse().unwrap();
        let theirs = first.with_file_name(format!("cookie-charter-{}-{}", std::process::id(), number + 1));
        std::fs::create_dir(&theirs).unwrap();
        std::fs::write(theirs.join("profile"), "theirs").unwrap();
        let second = folder().unwrap();
        assert!(second != theirs && theirs.join("profile").is_file());
        for folder in [first, second, theirs] {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }
}
