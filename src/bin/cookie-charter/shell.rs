//! `completions` and `man`: what a shell and a reader of manuals need.

use crate::args::{Args, Completions, Man};
use crate::error::Error;
use crate::{Verdict, output};
use clap::CommandFactory as _;

/// Prints the completions of a shell.
///
/// # Errors
///
/// When they cannot be written.
pub(crate) fn completions(args: &Completions) -> Result<Verdict, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "cookie-charter", &mut script);
    output::bytes(&script)?;
    Ok(Verdict::Clear)
}

/// Writes the manual: one page a command into a folder, or the first page to standard output.
///
/// # Errors
///
/// When they cannot be written.
pub(crate) fn man(args: &Man) -> Result<Verdict, Error> {
    let Some(folder) = &args.folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(Args::command()).render(&mut page).map_err(Error::Output)?;
        output::bytes(&page)?;
        return Ok(Verdict::Clear);
    };
    let failed = |source| Error::Unwritable { path: folder.clone(), source };
    std::fs::create_dir_all(folder).map_err(failed)?;
    clap_mangen::generate_to(Args::command(), folder).map_err(failed)?;
    Ok(Verdict::Clear)
}
