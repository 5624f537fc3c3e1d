//! The generators that are measured: ours, and those of others in the versions that are compared with.
//!
//! In: where they may be. Out: programs that can be run, and what each needs to turn a description into a crate. Deliberately absent:
//! measuring.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use super::report::OURS;
use crate::workspace;

/// A kind of generator.
#[derive(Debug)]
pub struct Kind {
    /// What it is called.
    pub name: &'static str,
    /// Its package, and the version that is compared with.
    pub package: &'static str,
    /// That version.
    pub version: &'static str,
    /// The file name of its program.
    program: &'static str,
    /// Fills in a command that writes a crate of a name into a folder that exists.
    command: fn(command: &mut Command, description: &Path, folder: &Path, name: &str),
    /// Makes what was written a crate, where it is less.
    complete: fn(folder: &Path, name: &str) -> Result<()>,
}

/// The generators of others.
pub const OTHERS: [Kind; 4] = [
    Kind {
        name: "oas3-gen",
        package: "oas3-gen",
        version: "0.29.0",
        program: "oas3-gen",
        command: |command, description, folder, _| {
            command.args(["generate", "client-mod", "--workspace", "--quiet", "--input"]).arg(description);
            command.arg("--output").arg(folder);
        },
        complete: |_, _| Ok(()),
    },
    Kind {
        name: "ploidy",
        package: "ploidy",
        version: "0.15.0",
        program: "ploidy",
        command: |command, description, folder, name| {
            command.args(["generate", "rust", "--name", name, "--output"]).arg(folder).arg(description);
        },
        complete: |_, _| Ok(()),
    },
    Kind {
        name: "openapi-to-rust",
        package: "openapi-to-rust",
        version: "0.23.0",
        program: "openapi-to-rust",
        command: |command, description, folder, _| {
            command.arg("generate").arg(description).current_dir(folder);
        },
        complete: module_to_crate,
    },
    Kind {
        name: "progenitor",
        package: "cargo-progenitor",
        version: "0.15.1",
        program: "cargo-progenitor",
        command: |command, description, folder, name| {
            command.args(["progenitor", "--name", name, "--version", "0.1.0", "--input"]).arg(description);
            command.arg("--output").arg(folder);
        },
        complete: |_, _| Ok(()),
    },
];

/// Ours.
const OWN: Kind = Kind {
    name: OURS,
    package: "xtask",
    version: env!("CARGO_PKG_VERSION"),
    program: "xtask",
    command: |command, description, folder, name| {
        command.args(["codegen", "--allow-dangling", "--name", name, "--spec"]).arg(description);
        command.arg("--out").arg(folder);
    },
    complete: |_, _| Ok(()),
};

/// A generator that is there.
#[derive(Debug, Clone)]
pub struct Generator {
    /// Which it is.
    pub kind: &'static Kind,
    /// Its program.
    program: PathBuf,
    /// The version that was found.
    pub version: String,
}

impl Generator {
    /// Ours, built for release: the program that is given, or this one if it is, else one that is built now.
    pub fn ours(given: Option<&Path>) -> Result<Self> {
        let program = match given {
            Some(program) => std::path::absolute(program)?,
            None if cfg!(debug_assertions) => build()?,
            None => std::env::current_exe()?,
        };
        Ok(Self { kind: &OWN, program, version: OWN.version.to_owned() })
    }

    /// The program of another, if it is in one of these folders, or else on the path.
    pub fn find(kind: &'static Kind, folders: &[PathBuf]) -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let places = folders.iter().cloned().chain(std::env::split_paths(&path));
        let file = format!("{}{}", kind.program, std::env::consts::EXE_SUFFIX);
        let program = places.map(|folder| folder.join(&file)).find(|program| program.is_file())?;
        let version = version(kind, &program);
        Some(Self { kind, program, version })
    }

    /// Whether this is ours.
    pub fn is_ours(&self) -> bool {
        self.kind.name == OURS
    }

    /// A command that writes a crate.
    pub fn command(&self, description: &Path, folder: &Path, name: &str) -> Command {
        let mut command = Command::new(&self.program);
        (self.kind.command)(&mut command, description, folder, name);
        command
    }

    /// Makes what was written a crate.
    pub fn complete(&self, folder: &Path, name: &str) -> Result<()> {
        (self.kind.complete)(folder, name)
    }
}

/// Builds this program for release.
fn build() -> Result<PathBuf> {
    eprintln!("building the generator for release");
    let mut command = cargo();
    command.args(["build", "--quiet", "--release", "--package", "xtask"]).current_dir(workspace::root());
    if !command.status().context("Cargo cannot be started")?.success() {
        return Err(anyhow!("the generator does not build"));
    }
    Ok(workspace::target().join("release").join(format!("xtask{}", std::env::consts::EXE_SUFFIX)))
}

/// Cargo, as it was started.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Installs a generator below a folder, in the version that is compared with.
pub fn install(kind: &Kind, root: &Path) -> Result<()> {
    let package = format!("{}@{}", kind.package, kind.version);
    eprintln!("installing {package}");
    let mut command = cargo();
    command.args(["install", "--quiet", "--locked", &package, "--root"]).arg(root);
    if command.status().context("Cargo cannot be started")?.success() {
        return Ok(());
    }
    Err(anyhow!("`{package}` could not be installed"))
}

/// The version of a program, by what Cargo noted when it was installed, or by what it says itself.
fn version(kind: &Kind, program: &Path) -> String {
    let file = program.parent().and_then(Path::parent).map(|root| root.join(".crates.toml"));
    let noted = file.and_then(|file| noted(&fs::read_to_string(file).ok()?, kind.package));
    let said = || {
        let output = Command::new(program).arg("--version").output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let is_version = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
        text.split_whitespace().find(is_version).map(str::to_owned)
    };
    noted.or_else(said).unwrap_or_else(|| "of an unknown version".to_owned())
}

/// The version of a package in Cargo's notes, whose keys read `"name version (source)"`.
fn noted(notes: &str, package: &str) -> Option<String> {
    let document: toml_edit::DocumentMut = notes.parse().ok()?;
    let mut installed = document.get("v1")?.as_table_like()?.iter().map(|(key, _)| key);
    let mut of_package = installed.find_map(|key| key.strip_prefix(package)?.strip_prefix(' '))?.split(' ');
    of_package.next().map(str::to_owned)
}

/// Makes a crate of a module and the list of its dependencies.
fn module_to_crate(folder: &Path, name: &str) -> Result<()> {
    let needed = folder.join("src").join("generated").join("REQUIRED_DEPS.toml");
    let needed = fs::read_to_string(&needed).context("the list of dependencies cannot be read")?;
    let dependencies =
        needed.find("[dependencies]").and_then(|start| needed.get(start..)).unwrap_or_default();
    let package =
        format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{dependencies}");
    fs::write(folder.join("Cargo.toml"), package).context("the manifest cannot be written")?;
    fs::write(folder.join("src").join("lib.rs"), "pub mod generated;\n").context("the root cannot be written")
}

#[cfg(test)]
mod tests {
    use super::noted;

    #[test]
    fn the_version_is_read_from_the_notes_of_cargo() {
        let notes = "[v1]\n\"ploidy-more 9.0.0 (registry+x)\" = [\"a\"]\n\"ploidy 0.15.0 (registry+x)\" = [\"ploidy\"]\n";
        assert_eq!(noted(notes, "ploidy").as_deref(), Some("0.15.0"));
        assert_eq!(noted(notes, "oas3-gen"), None);
    }
}
