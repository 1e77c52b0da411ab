//! Profiles that Firefox has been started in once.
//!
//! In a folder that is new it compiles all its own scripts, which takes as long as the rest of its start.

use crate::{build, command, place};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::{self, Command};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, io};
use tokio::sync::OnceCell;

/// A folder for one browser to run in. It is removed when this value is dropped.
pub(super) struct Profile(PathBuf);

impl Profile {
    /// A copy of what this version of Firefox left after a first start, which is `start`, without any page or extension.
    ///
    /// # Errors
    /// Firefox does not start, or the folder cannot be written.
    pub(super) async fn started(start: impl AsyncFnOnce(&Path) -> Result<()>) -> Result<Self> {
        static LEFT: OnceCell<PathBuf> = OnceCell::const_new();
        let left = LEFT.get_or_try_init(|| left(start)).await.context("the profile that others are copied from")?;
        let profile = Self::fresh()?;
        // The one link tells which process runs in the folder.
        for file in build::files(left)?.iter().filter(|it| !it.is_symlink()) {
            let copy = profile.0.join(file.strip_prefix(left)?);
            fs::create_dir_all(copy.parent().unwrap_or(&profile.0))?;
            fs::copy(file, &copy).with_context(|| format!("cannot copy {}", file.display()))?;
        }
        Ok(profile)
    }

    /// Where it is.
    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    fn fresh() -> Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::SeqCst);
        let folder = place::profiles().join(format!("{}-{number}", process::id()));
        // A process of the same number, which was killed, may have left one.
        build::empty(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The folder that a first start left, kept for later runs.
async fn left(start: impl AsyncFnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
    let version = command::output(Command::new("firefox").arg("--version"))?;
    let kept = place::profiles().join(version.trim().replace(' ', "-"));
    if !kept.exists() {
        let profile = Profile::fresh()?;
        start(profile.folder()).await?;
        match fs::rename(profile.folder(), &kept) {
            // Another run was faster.
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
            moved => moved.with_context(|| format!("cannot keep {}", kept.display()))?,
        }
    }
    Ok(kept)
}
