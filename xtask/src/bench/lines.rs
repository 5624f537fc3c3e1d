//! How large a generated crate is.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Lines of Rust.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// All but those of the runtime.
    pub own: usize,
    /// Of these, the ones that are neither blank nor a comment.
    pub code: usize,
    /// Those of its runtime, which others have in crates of their own, and of the calls and clients below `src/runtime`, which are the same in
    /// each crate of ours.
    pub runtime: usize,
}

/// The lines of all Rust files below a folder.
pub fn count(folder: &Path) -> Result<Lines> {
    let mut lines = Lines::default();
    add(folder, &[folder.join("runtime"), folder.join("src").join("runtime")], &mut lines)
        .with_context(|| format!("`{}` cannot be read", folder.display()))?;
    Ok(lines)
}

fn add(folder: &Path, runtime: &[PathBuf], lines: &mut Lines) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            add(&path, runtime, lines)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path)?;
            if runtime.iter().any(|folder| path.starts_with(folder)) {
                lines.runtime += text.lines().count();
            } else {
                lines.own += text.lines().count();
                lines.code += text.lines().filter(|line| is_code(line)).count();
            }
        }
    }
    Ok(())
}

fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with("//") && !line.starts_with("#[doc ")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Lines, count};

    #[test]
    fn comments_and_the_runtime_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("src/runtime")).unwrap();
        fs::write(folder.path().join("src/lib.rs"), "//! Pets.\n\n/// A pet.\npub struct Pet;\n").unwrap();
        fs::write(folder.path().join("src/runtime/call.rs"), "fn a() {}\n\n").unwrap();
        fs::create_dir_all(folder.path().join("runtime/src")).unwrap();
        fs::write(folder.path().join("runtime/src/lib.rs"), "//! All.\n").unwrap();
        fs::write(folder.path().join("README.md"), "no Rust\n").unwrap();
        assert_eq!(count(folder.path()).unwrap(), Lines { own: 4, code: 1, runtime: 3 });
    }
}
