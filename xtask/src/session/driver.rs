//! A WebDriver server of our own, on a free port.

use anyhow::{Context, Result, bail};
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// A running WebDriver server; it and what it started end when this value is dropped.
pub struct Driver {
    port: u16,
    process: Child,
    /// Kept open: a server that cannot print ends.
    _printed: Lines<BufReader<ChildStdout>>,
}

impl Driver {
    /// Starts a program with its arguments and reads from what it prints on which port it listens.
    ///
    /// # Errors
    /// It is not installed, ends, or does not say its port.
    pub async fn start(words: &[&str]) -> Result<Self> {
        let [program, arguments @ ..] = words else { bail!("no driver is named") };
        let mut process = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {program}: cargo xtask install"))?;
        let stdout = process.stdout.take().context("the driver has no output")?;
        let mut printed = BufReader::new(stdout).lines();
        let port = tokio::time::timeout(Duration::from_secs(30), listening(&mut printed)).await;
        let port = port.with_context(|| format!("{program} does not say its port"))??;
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

/// `ChromeDriver was started successfully on port 41357.`, `1763932163 geckodriver INFO Listening on 127.0.0.1:38219`.
async fn listening(printed: &mut Lines<BufReader<ChildStdout>>) -> Result<u16> {
    while let Some(line) = printed.next_line().await? {
        let last = line.trim_end_matches('.').rsplit([' ', ':']).next().and_then(|word| word.parse().ok());
        if let Some(port) = last.filter(|_| line.contains("successfully on port") || line.contains("Listening on")) {
            return Ok(port);
        }
    }
    bail!("the driver ended before it listened")
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.end();
    }
}
