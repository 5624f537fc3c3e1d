//! Measures `datadog-org` beside the vendor's own client: how long it takes to build, what it depends on, and how large a program
//! with it is.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use super::program::{Program, run_cargo};
use super::{Candidate, build, count, dependencies, measured, tags};
use crate::bench::decode::{HARNESS, INPUTS};
use crate::bench::generators::cargo;
use crate::bench::report::{OURS, Section, Unit};
use crate::bench::samples::{Spread, float};
use crate::bench::workshop::Workshop;
use crate::corpus::scratch::prepare;
use crate::workspace;

/// The vendor's client, in the version that is compared with.
pub const VENDOR: &str = "datadog-api-client = \"=0.38.0\"\n";

const COLUMNS: [(&str, Unit); 5] = [
    ("check", Unit::Seconds),
    ("build", Unit::Seconds),
    ("release", Unit::Seconds),
    ("dependencies", Unit::Count),
    ("program", Unit::Bytes),
];

const SUBJECT: &str = "organisations";

/// What the vendor's client is called in tables.
pub const VENDORS: &str = "the vendor's";

/// Measures both.
pub fn run(workshop: &Workshop) -> Result<Section> {
    let mut section = Section::new("compile", "The crate datadog-org", &COLUMNS);
    let folder = copy(workshop)?;
    let candidate =
        Candidate { name: OURS.to_owned(), options: tags::without_tls(&folder)?, folder, note: None };
    dependencies(workshop, &candidate)?;
    let modes = measured(workshop, SUBJECT, std::slice::from_ref(&candidate))?;
    let times = modes.into_iter().flatten().map(|series| series.wall());
    let cost = cost_of(workshop, &ours(""))?;
    section.add(SUBJECT, OURS, times.chain(cost.numbers()), cost.failure.as_deref());
    let native = ours(", default-features = false, features = [\"native-tls\", \"organizations\"]");
    for (name, program) in [("ours, native-tls, one tag", native), (VENDORS, vendors())] {
        match cost_of(workshop, &program) {
            Ok(cost) => {
                let numbers = [None; 3].into_iter().chain(cost.numbers());
                section.add(SUBJECT, name, numbers, cost.failure.as_deref());
            }
            Err(error) => section.add(SUBJECT, name, [], Some(&format!("{error:#}"))),
        }
    }
    section.remark("Times are of the crate alone, its dependencies built, without TLS. Dependencies are the packages that `cargo tree --edges normal` names, with default features (ours: rustls; the vendor's: native-tls). The program is the example `list_orgs`, built for release.");
    Ok(section)
}

/// A copy of the crate, as a workspace of its own.
pub fn copy(workshop: &Workshop) -> Result<PathBuf> {
    let to = workshop.folder.join("crates").join("datadog-org");
    let _ = fs::remove_dir_all(&to);
    copy_folder(&workspace::generated(), &to).context("the crate cannot be copied")?;
    prepare(&to)?;
    Ok(to)
}

/// Copies a folder with all that is in it.
pub fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}

const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

/// The program with our client.
fn ours(options: &str) -> Program {
    let path = workspace::generated();
    let text = fs::read_to_string(path.join("examples").join("list_orgs.rs")).unwrap_or_default();
    let client = format!("datadog-org = {{ path = {:?}{options} }}\n", path.display().to_string());
    Program {
        name: if options.is_empty() { "list-orgs-ours" } else { "list-orgs-ours-native" },
        manifest: format!("[dependencies]\n{client}{TOKIO}"),
        files: vec![("src/main.rs", text)],
    }
}

/// The program with the vendor's client, and the benchmarks of its types: one crate, for it takes minutes to compile what it needs.
pub fn vendors() -> Program {
    let text = include_str!("../../../bench/programs/list_orgs_vendor.rs");
    Program {
        name: "list-orgs-vendor",
        manifest: format!("[dependencies]\n{VENDOR}{TOKIO}\n{HARNESS}"),
        files: vec![
            ("src/main.rs", text.to_owned()),
            ("benches/decode/main.rs", include_str!("../../../bench/programs/decode_vendor.rs").to_owned()),
            ("benches/decode/inputs.rs", INPUTS.to_owned()),
        ],
    }
}

/// What a program costs whoever ships it.
struct Cost {
    /// The packages that it needs, without itself.
    needed: usize,
    /// How large it is, in bytes.
    size: Option<u64>,
    /// Why it is not there.
    failure: Option<String>,
}

impl Cost {
    /// As numbers of the table.
    fn numbers(&self) -> [Option<Spread>; 2] {
        [Some(count(self.needed)), self.size.map(|size| Spread::exact(float(size)))]
    }
}

fn cost_of(workshop: &Workshop, program: &Program) -> Result<Cost> {
    let folder = program.write(workshop)?;
    let needed = needed(&folder)?.saturating_sub(1);
    let built = run_cargo(workshop, &folder, &BUILD);
    let file = format!("{}{}", program.name, std::env::consts::EXE_SUFFIX);
    let size = built.and_then(|()| Ok(build(workshop).join("release").join(file).metadata()?.len()));
    let failure = size.as_ref().err().map(|error| format!("{error:#}"));
    Ok(Cost { needed, size: size.ok(), failure })
}

/// The packages that the crate in a folder needs, itself among them.
fn needed(folder: &Path) -> Result<usize> {
    let mut tree = cargo();
    tree.args(["tree", "--edges", "normal", "--prefix", "none", "--manifest-path"])
        .arg(folder.join("Cargo.toml"));
    let output = tree.output().context("Cargo cannot be started")?;
    if !output.status.success() {
        return Err(anyhow!("`cargo tree` fails"));
    }
    Ok(packages(&String::from_utf8_lossy(&output.stdout)))
}

/// With the benchmarks, where there are some, so that what they need is compiled but once.
const BUILD: [&str; 5] = ["build", "--release", "--quiet", "--bins", "--benches"];

/// How many packages a tree names.
pub fn packages(tree: &str) -> usize {
    let name = |line: &str| line.split_whitespace().take(2).map(str::to_owned).collect::<Vec<_>>();
    let names = tree.lines().map(name).filter(|name| !name.is_empty());
    names.collect::<std::collections::BTreeSet<_>>().len()
}

#[cfg(test)]
mod tests {
    use super::packages;

    #[test]
    fn a_package_that_is_named_twice_counts_once() {
        let tree = "pets v0.1.0 (/pets)\nserde v1.0.0\nserde_core v1.0.0\nserde v1.0.0 (*)\nserde v2.0.0\n\n";
        assert_eq!(packages(tree), 4);
    }
}
