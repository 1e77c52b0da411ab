//! A WebDriver server of our own.

use super::PATIENCE;
use anyhow::{Context, Result, bail};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// The command line's way to a port.
#[path = "../../../src/bin/cookie-charter/visit/port.rs"]
mod port;

/// A running WebDriver server; it and what it started end when this value is dropped.
pub struct Driver {
    port: u16,
    process: Child,
    /// Kept open: a server that cannot print ends.
    _printed: Lines<BufReader<ChildStdout>>,
}

impl Driver {
    /// Starts a program with its arguments on a free port and waits until it prints that it listens.
    ///
    /// # Errors
    /// It is not installed, ends, or does not listen.
    pub async fn start(words: &[&str]) -> Result<Self> {
        let [program, arguments @ ..] = words else { bail!("no driver is named") };
        let port = port::free()?;
        let mut process = Command::new(program)
            .arg(format!("--port={port}"))
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {program}: cargo xtask install"))?;
        let stdout = process.stdout.take().context("the driver has no output")?;
        let mut printed = BufReader::new(stdout).lines();
        let listens = tokio::time::timeout(PATIENCE, listens(&mut printed)).await;
        listens.with_context(|| format!("{program} does not say that it listens"))??;
        Ok(Self { port, process, _printed: printed })
    }

    /// Where the server listens.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends the whole group: a driver that is killed leaves its browser running.
    pub fn end(&mut self) {
        if let Some(group) = self.process.id() {
            let _ = std::process::Command::new("kill").args(["-TERM", "--", &format!("-{group}")]).status();
            let _ = self.process.try_wait();
        }
    }
}

/// Waits for `ChromeDriver was started successfully on port 20357.` or `… geckodriver INFO Listening on 127.0.0.1:20219`.
async fn listens(printed: &mut Lines<BufReader<ChildStdout>>) -> Result<()> {
    let mut last = "it printed nothing".to_owned();
    while let Some(line) = printed.next_line().await? {
        if line.contains("successfully on port") || line.contains("Listening on") {
            return Ok(());
        }
        last = line;
    }
    bail!("the driver ended before it listened: {last}")
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.end();
    }
}
