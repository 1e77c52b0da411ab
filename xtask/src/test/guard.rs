//! What the compiler alone does not guard.

use crate::command;
use anyhow::{Result, bail};

/// The documentation is whole: no broken link, private items included, to which public ones may link.
pub(super) fn documentation() -> Result<()> {
    let mut cargo = command::cargo(&["doc", "--workspace", "--no-deps", "--document-private-items"]);
    command::run(cargo.env("RUSTDOCFLAGS", "--deny=warnings --allow=rustdoc::private-intra-doc-links"))
}

/// The core cannot call a browser by mistake: on the host it does not even know the crates that could.
pub(super) fn no_browser_crate_on_the_host() -> Result<()> {
    let tree = ["tree", "--package=cookie-charter", "--edges=normal", "--invert=wasm-bindgen", "--quiet"];
    let tree = command::output(&mut command::cargo(&tree))?;
    if !tree.trim().is_empty() {
        bail!("wasm-bindgen is a dependency on the host:\n{tree}");
    }
    Ok(())
}
