//! A portal in Django: a real application, whose framework sets its cookies.

use crate::place;
use anyhow::{Context, Result};
use std::process::Stdio;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The running portal. It stops when this value is dropped.
pub struct Portal {
    port: u16,
    _process: Child,
}

impl Portal {
    /// Starts the portal on a free loopback port, with the charter of the demo's own portal.
    ///
    /// # Errors
    /// Django is not installed, or does not start.
    pub async fn start() -> Result<Self> {
        let root = place::root();
        let mut process = Command::new(place::python().join("bin/python"))
            .arg(root.join("xtask/python/portal.py"))
            .arg(root.join("xtask/sites/opendata.localhost/charte-cookies.html"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("cannot start Django: cargo xtask install")?;
        let stdout = process.stdout.take().context("the portal has no output")?;
        let line = BufReader::new(stdout).lines().next_line().await?.context("the portal ended before it listened")?;
        let port = line.trim().parse().with_context(|| format!("{line:?} is no port"))?;
        Ok(Self { port, _process: process })
    }

    /// The address of a page.
    pub fn address(&self, path: &str) -> String {
        format!("http://portail.localhost:{}{path}", self.port)
    }
}
