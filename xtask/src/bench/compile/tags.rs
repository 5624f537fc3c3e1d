//! The features of a crate of ours: all tags, or one, and never TLS, which a client has from its dependencies.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use toml_edit::DocumentMut;

use crate::bench::samples::float;

/// The feature of one tag.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// The feature.
    feature: String,
    /// How many tags there are.
    pub of: usize,
    /// Its part of the lines below `src/api`.
    pub share: f64,
}

impl Tag {
    /// What Cargo is told.
    pub fn options(&self) -> Vec<String> {
        options(&self.feature)
    }
}

fn options(features: &str) -> Vec<String> {
    ["--no-default-features", "--features", features].map(str::to_owned).into()
}

/// What Cargo is told to compile a crate with all its tags.
pub fn without_tls(folder: &Path) -> Result<Vec<String>> {
    Ok(options(&of_tags(&manifest(folder)?)?.join(",")))
}

/// The tag whose operations take a middling number of lines. None if there is but one.
pub fn middle(folder: &Path) -> Result<Option<Tag>> {
    let mut sized = Vec::new();
    for feature in of_tags(&manifest(folder)?)? {
        let module = folder.join("src").join("api").join(format!("{}.rs", feature.replace('-', "_")));
        if let Ok(text) = fs::read_to_string(module) {
            sized.push((text.lines().count() as u64, feature));
        }
    }
    sized.sort();
    let whole: u64 = sized.iter().map(|(lines, _)| lines).sum();
    let of = sized.len();
    let middle = sized.into_iter().nth(of / 2).filter(|_| of > 1);
    Ok(middle.map(|(lines, feature)| Tag { feature, of, share: float(lines) / float(whole) }))
}

fn manifest(folder: &Path) -> Result<String> {
    let path = folder.join("Cargo.toml");
    fs::read_to_string(&path).with_context(|| format!("`{}` cannot be read", path.display()))
}

/// The features that are on by default, which are those of the tags and one for TLS.
fn of_tags(manifest: &str) -> Result<Vec<String>> {
    let manifest: DocumentMut = manifest.parse().context("the manifest is not TOML")?;
    let default = manifest.get("features").and_then(|features| features.get("default"));
    let names = default.and_then(|default| default.as_array()).into_iter().flatten();
    let names = names.filter_map(|name| name.as_str().map(str::to_owned));
    Ok(names.filter(|name| !name.ends_with("tls")).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{middle, without_tls};

    #[test]
    fn the_tag_in_the_middle_is_found_by_its_lines() {
        let folder = tempfile::tempdir().unwrap();
        let manifest =
            "[features]\ndefault = [\"rustls\", \"pets\", \"big-shops\", \"toys\"]\npets = []\nextra = []\n";
        fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
        fs::create_dir_all(folder.path().join("src/api")).unwrap();
        for (module, lines) in [("pets", 1), ("big_shops", 7), ("toys", 2)] {
            fs::write(folder.path().join(format!("src/api/{module}.rs")), "\n".repeat(lines)).unwrap();
        }
        let tag = middle(folder.path()).unwrap().unwrap();
        assert_eq!((tag.of, tag.share), (3, 0.2));
        assert_eq!(tag.options(), ["--no-default-features", "--features", "toys"]);
        assert_eq!(
            without_tls(folder.path()).unwrap().last().map(String::as_str),
            Some("pets,big-shops,toys")
        );
    }
}
