//! What the chores need on a machine that has rustup, node and python3 alone. What is there is left as it is.

use crate::{command, place};
use anyhow::{Result, bail};
use std::process::Command;
use std::{env, fs};

/// Debian's packages, each with the program or the font file that tells whether it is there.
const PACKAGES: [(&str, &str); 5] = [
    ("chromium", "chromium"),
    ("chromium-driver", "chromedriver"),
    ("firefox-esr", "firefox-esr"),
    ("poppler-utils", "pdftoppm"),
    ("fonts-liberation", "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"),
];

/// Installs whatever is missing of everything.
///
/// # Errors
/// An installation failed, or needs rights that this process does not have: the message is then the command to run.
pub fn everything() -> Result<()> {
    target()?;
    browsers()?;
    node()?;
    python()
}

/// The target that the core is compiled for.
///
/// # Errors
/// rustup could not install it.
pub fn target() -> Result<()> {
    let name = "wasm32-unknown-unknown";
    let folder = command::output(&mut command::program("rustc", &["--print=target-libdir", "--target", name]))?;
    if fs::exists(folder.trim())? {
        return Ok(());
    }
    println!("install: the target {name}");
    command::run(&mut command::program("rustup", &["target", "add", name]))
}

/// Chromium and Firefox with their WebDriver servers.
///
/// # Errors
/// As for [`everything`].
pub fn browsers() -> Result<()> {
    let missing = PACKAGES.iter().filter(|(_, sign)| !present(sign)).map(|(package, _)| *package).collect::<Vec<_>>();
    if !missing.is_empty() {
        debian(&missing)?;
    }
    if present("geckodriver") {
        return Ok(());
    }
    println!("install: geckodriver, compiled from its crate; this takes a minute or two");
    // It passes messages on and waits: an optimised build only takes longer to make.
    command::run(&mut command::cargo(&["install", "--debug", "geckodriver"]))
}

/// The node packages of `xtask/node/package.json`, into the target folder.
///
/// # Errors
/// npm is missing or failed.
pub fn node() -> Result<()> {
    let wanted = fs::read_to_string(place::root().join("xtask/node/package.json"))?;
    let folder = place::node();
    let installed = folder.join("installed.json");
    if fs::read_to_string(&installed).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    if !present("npm") {
        bail!("npm is missing: install node 20 or newer");
    }
    println!("install: node packages that check scripts and package, into {}", folder.display());
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("package.json"), &wanted)?;
    let mut npm = command::program("npm", &["install", "--no-audit", "--no-fund", "--no-package-lock"]);
    command::run(npm.current_dir(&folder))?;
    Ok(fs::write(installed, wanted)?)
}

/// The readers in Python and JavaScript that a benchmark compares with, into `target/peers`.
///
/// # Errors
/// python3 or npm is missing or failed.
pub fn peers() -> Result<()> {
    let folder = place::root().join("target/peers");
    if folder.join("installed").exists() {
        return Ok(());
    }
    println!("install: BeautifulSoup, lxml and cheerio, into {}", folder.display());
    command::run(command::program("python3", &["-m", "venv"]).arg(&folder))?;
    let pip = folder.join("bin/pip");
    command::run(&mut command::program(&pip.to_string_lossy(), &["install", "--quiet", "beautifulsoup4", "lxml"]))?;
    command::run(command::program("npm", &["install", "--no-audit", "--no-fund", "cheerio", "--prefix"]).arg(&folder))?;
    Ok(fs::write(folder.join("installed"), "")?)
}

/// The Python packages of `xtask/python/requirements.txt`, into an environment of their own in the target folder.
///
/// # Errors
/// python3 is missing, or pip failed.
pub fn python() -> Result<()> {
    let wanted = fs::read_to_string(place::root().join("xtask/python/requirements.txt"))?;
    let folder = place::python();
    let installed = folder.join("installed.txt");
    if fs::read_to_string(&installed).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    if !present("python3") {
        bail!("python3 is missing: install python 3.10 or newer");
    }
    // Debian leaves out of python3 what an environment needs.
    if command::output(&mut command::program("python3", &["-c", "import ensurepip"])).is_err() {
        debian(&["python3-venv"])?;
    }
    println!("install: python packages that the tests visit, into {}", folder.display());
    command::run(command::program("python3", &["-m", "venv"]).arg(&folder))?;
    let mut pip = command::program(&folder.join("bin/python").to_string_lossy(), &["-m", "pip"]);
    command::run(pip.args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--requirement",
        "xtask/python/requirements.txt",
    ]))?;
    Ok(fs::write(installed, wanted)?)
}

fn debian(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if !present("apt-get") {
        bail!("missing: {names} (Debian's names). Install them, then run this again");
    }
    if command::output(Command::new("id").arg("-u"))?.trim() != "0" {
        bail!(
            "missing: {names}. Run this, then again what you ran:\n  \
             sudo apt-get update && sudo apt-get install --yes --no-install-recommends {names}"
        );
    }
    println!("install: {names}, from Debian");
    command::run(&mut command::program("apt-get", &["update"]))?;
    let mut install = command::program("apt-get", &["install", "--yes", "--no-install-recommends"]);
    command::run(install.args(packages).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Whether a program is on the path, or a file where it should be.
fn present(sign: &str) -> bool {
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).any(|folder| folder.join(sign).exists())
}
