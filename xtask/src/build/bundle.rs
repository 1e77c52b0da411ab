//! One script a page, and its style inside it: browsers open a page of the extension the sooner, the fewer files it asks for.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};

/// A script with everything it imports in one text, and the files that went into it.
struct Bundle {
    text: String,
    /// The modules that are in it, by the number that their name ends in.
    modules: Vec<PathBuf>,
    /// Those that wait for what they import.
    waiting: Vec<PathBuf>,
}

/// Rewrites a laid folder: every page's script and the background take in what they import, every page its style sheets.
///
/// # Errors
/// A script imports or exports in a way that is not understood here, or a file is missing.
pub(super) fn bundle(folder: &Path) -> Result<()> {
    let (mut written, mut gone) = (Vec::new(), Vec::new());
    let mut entries = vec![folder.join("extension/background.js")];
    for page in super::files(folder)?.into_iter().filter(|file| file.extension().is_some_and(|it| it == "html")) {
        let html = super::read(&page)?;
        entries.extend(between(&html, MODULE, "\"></script>").map(|path| beside(&page, path)));
        let sheets: Vec<&str> = between(&html, SHEET, "\">").collect();
        // A module asks for its imports by a way of its own, which is slower; this one has none left.
        let mut styled = html.replace(MODULE, SCRIPT);
        for sheet in sheets {
            let path = beside(&page, sheet);
            styled =
                styled.replace(&format!("{SHEET}{sheet}\">"), &format!("<style>\n{}</style>", super::read(&path)?));
            gone.push(path);
        }
        written.push((page, styled));
    }
    for entry in &entries {
        let mut bundle = Bundle { text: STRICT.to_owned(), modules: Vec::new(), waiting: Vec::new() };
        bundle.add(entry)?;
        written.push((entry.clone(), bundle.text));
        gone.extend(bundle.modules);
    }
    gone.sort();
    gone.dedup();
    for file in gone {
        fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
    }
    written.iter().try_for_each(|(path, text)| super::write(path, text))
}

const MODULE: &str = "<script type=\"module\" src=\"";
const SCRIPT: &str = "<script defer src=\"";
const SHEET: &str = "<link rel=\"stylesheet\" href=\"";

/// Modules are strict, other scripts only where they say so.
const STRICT: &str = "'use strict';\n";

impl Bundle {
    /// Adds a script behind what it imports, and gives its number.
    fn add(&mut self, path: &Path) -> Result<usize> {
        if let Some(number) = self.modules.iter().position(|known| known == path) {
            return Ok(number);
        }
        if self.waiting.iter().any(|known| known == path) {
            bail!("{} imports itself in the end", path.display());
        }
        self.waiting.push(path.to_owned());
        let (mut body, mut exports) = (String::new(), Vec::new());
        for line in super::read(path)?.lines() {
            let line = self.line(line, path, &mut exports).with_context(|| format!("in {}: {line}", path.display()))?;
            body.push_str(&line);
            body.push('\n');
        }
        let number = self.modules.len();
        self.modules.push(path.to_owned());
        let exports = exports.join(", ");
        let waits = waits(&body);
        if waits && self.waiting.len() > 1 {
            bail!("{} makes what imports it wait", path.display());
        }
        self.waiting.pop();
        let kind = if waits { "async " } else { "" };
        let module = format!("const module{number} = ({kind}() => {{\n{body}return {{ {exports} }};\n}})();\n");
        self.text.push_str(&module);
        Ok(number)
    }

    /// A line as it stands in the bundle; what it exports is noted.
    fn line(&mut self, line: &str, path: &Path, exports: &mut Vec<String>) -> Result<String> {
        if let Some(import) = line.strip_prefix("import ") {
            let (names, from) = import.split_once(" from '").context("imports no names")?;
            let number = self.add(&beside(path, from.trim_end_matches("';")))?;
            return Ok(format!("const {{ {} }} = module{number};", imported(names)));
        }
        let Some(export) = line.strip_prefix("export ") else { return Ok(line.to_owned()) };
        if let Some(names) = export.strip_prefix("{ ") {
            let names = names.trim_end_matches(" };").split(", ");
            exports.extend(names.map(|name| match name.split_once(" as ") {
                Some((inside, outside)) => format!("{outside}: {inside}"),
                None => name.to_owned(),
            }));
            return Ok(String::new());
        }
        let declared = export.strip_prefix("async ").unwrap_or(export);
        let kinds = ["function ", "const ", "class "];
        let named = kinds.iter().find_map(|kind| declared.strip_prefix(kind)).context("exports something else")?;
        let name = named.split([' ', '(']).next().unwrap_or_default();
        exports.push(name.to_owned());
        Ok(export.to_owned())
    }
}

/// Whether a script waits outside of every function: `await`, and no `async` before it in the same statement. A statement
/// begins with a line that is neither indented nor the end of one.
fn waits(body: &str) -> bool {
    let mut inside = false;
    for line in body.lines() {
        if !line.is_empty() && !line.starts_with([' ', '\t', '}', ')', ']']) {
            inside = false;
        }
        if line.trim_start().starts_with(['/', '*']) {
            continue;
        }
        let code = line.split("// ").next().unwrap_or_default();
        for word in code.split(|sign: char| !sign.is_alphanumeric() && !['_', '$'].contains(&sign)) {
            match word {
                "async" => inside = true,
                "await" if !inside => return true,
                _ => {}
            }
        }
    }
    false
}

/// `init, { answer, a as b }` as names taken out of an object.
fn imported(names: &str) -> String {
    let (default, others) = match names.split_once('{') {
        Some((default, others)) => (default.trim_end_matches([',', ' ']), others.trim_end_matches(['}', ' '])),
        None => (names, ""),
    };
    let default = (!default.is_empty()).then(|| format!("default: {default}"));
    let others = others.split(',').map(|name| name.trim().replace(" as ", ": ")).filter(|name| !name.is_empty());
    default.into_iter().chain(others).collect::<Vec<_>>().join(", ")
}

/// The path that a file of the extension names from where it stands.
fn beside(file: &Path, path: &str) -> PathBuf {
    let mut place = file.parent().unwrap_or(file).to_path_buf();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(place.pop()),
            name => place.push(name),
        }
    }
    place
}

/// Every piece of a text that stands between two others.
fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split_once(after).map(|(inside, _)| inside))
}

#[cfg(test)]
mod tests {
    use super::{Bundle, STRICT, bundle, imported, waits};
    use std::fs;
    use std::path::PathBuf;

    fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = crate::place::target().join("bundle-tests").join(name);
        super::super::empty(&folder).unwrap();
        for (path, text) in files {
            super::super::write(&folder.join(path), text).unwrap();
        }
        folder
    }

    #[test]
    fn a_page_asks_for_one_script_that_has_what_it_imports() {
        let folder = folder(
            "page",
            &[
                ("extension/background.js", "import { one } from './shared/a.js';\none();\n"),
                (
                    "extension/popup/p.html",
                    "<link rel=\"stylesheet\" href=\"../shared/s.css\">\n<script type=\"module\" src=\"p.js\"></script>\n",
                ),
                (
                    "extension/popup/p.js",
                    "import { two } from '../shared/b.js';\nimport { one } from '../shared/a.js';\ntwo(one);\n",
                ),
                ("extension/shared/a.js", "export const one = () => 1;\n"),
                (
                    "extension/shared/b.js",
                    "import { one } from './a.js';\nexport async function two() {\n  return one();\n}\n",
                ),
                ("extension/shared/s.css", "p { color: red }\n"),
                ("extension/page/alone.js", "(() => 1)();\n"),
            ],
        );
        bundle(&folder).unwrap();
        let read = |path: &str| fs::read_to_string(folder.join(path)).unwrap();
        assert_eq!(
            read("extension/popup/p.js"),
            "'use strict';\nconst module0 = (() => {\nconst one = () => 1;\nreturn { one };\n})();\n\
             const module1 = (() => {\nconst { one } = module0;\nasync function two() {\n  return one();\n}\nreturn { two };\n})();\n\
             const module2 = (() => {\nconst { two } = module1;\nconst { one } = module0;\ntwo(one);\nreturn {  };\n})();\n"
        );
        assert_eq!(
            read("extension/popup/p.html"),
            "<style>\np { color: red }\n</style>\n<script defer src=\"p.js\"></script>\n"
        );
        let left = super::super::files(&folder).unwrap();
        let left: Vec<_> = left.iter().map(|file| file.strip_prefix(&folder).unwrap().to_str().unwrap()).collect();
        let expected =
            ["extension/background.js", "extension/page/alone.js", "extension/popup/p.html", "extension/popup/p.js"];
        assert_eq!(left, expected);
    }

    #[test]
    fn a_script_that_waits_is_a_page_s_own() {
        let folder = folder("waits", &[("a.js", "await 1;\n"), ("b.js", "import { a } from './a.js';\n")]);
        let bundle = |name: &str| {
            let mut bundle = Bundle { text: String::new(), modules: Vec::new(), waiting: Vec::new() };
            bundle.add(&folder.join(name)).map(|_| bundle.text)
        };
        assert_eq!(bundle("a.js").unwrap(), "const module0 = (async () => {\nawait 1;\nreturn {  };\n})();\n");
        assert!(bundle("b.js").is_err());
    }

    #[test]
    fn a_script_waits_wherever_it_does_so_outside_of_functions() {
        for waiting in [
            "await 1;",
            "const x = await one();",
            "const { a } = (await one()).two;",
            "for await (const x of all) {\n}",
            "if (x) {\n  await one();\n}",
            "const x = [\n  await one(),\n];",
            "async function one() {\n}\nconst x = await one();",
        ] {
            assert!(waits(waiting), "{waiting}");
        }
        for going_on in [
            "async function one() {\n  if (x) {\n    await two();\n  }\n}",
            "const one = async () => await two();",
            "listen(async () => {\n  await one();\n});",
            "async function one() {\n  two();\n\n  await three();\n}",
            "class One {\n  async two() {\n    await three();\n  }\n}",
            "// await one\n/** await one */\none(); // await two",
            "const awaited = unawait;",
        ] {
            assert!(!waits(going_on), "{going_on}");
        }
        let folder = folder(
            "waits-inside",
            &[("a.js", "export const a = await 1;\n"), ("b.js", "import { a } from './a.js';\n")],
        );
        let mut bundle = Bundle { text: String::new(), modules: Vec::new(), waiting: Vec::new() };
        let refused = bundle.add(&folder.join("b.js")).unwrap_err();
        assert!(format!("{refused:#}").contains("makes what imports it wait"), "{refused:#}");
    }

    #[test]
    fn names_are_taken_as_they_are_imported() {
        assert_eq!(imported("init, { answer, a as b }"), "default: init, answer, a: b");
        assert_eq!(imported("{ one }"), "one");
        assert_eq!(imported("all"), "default: all");
    }

    #[test]
    fn scripts_that_import_each_other_are_refused() {
        let folder = folder(
            "circle",
            &[
                ("a.js", "import { b } from './b.js';\nexport const a = b;\n"),
                ("b.js", "import { a } from './a.js';\nexport const b = a;\n"),
            ],
        );
        let mut bundle = Bundle { text: STRICT.to_owned(), modules: Vec::new(), waiting: Vec::new() };
        assert!(bundle.add(&folder.join("a.js")).is_err());
    }
}
