#[test]
fn dump() {
    for entry in std::fs::read_dir("/work/shared/corpus/dev").unwrap() {
        let path = entry.unwrap().path();
        let ext = path.extension().unwrap().to_string_lossy().into_owned();
        if ext == "json" { continue; }
        let source = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let form = if ext == "html" { crate::page::Form::Html } else { crate::page::Form::Text };
        let o = super::of(&crate::page::Page { address: None, language: None, form, source });
        std::fs::write(format!("/tmp/reader-dump/{}.out", path.file_stem().unwrap().to_string_lossy()), o.to_string()).unwrap();
    }
}
