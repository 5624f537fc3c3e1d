//! Measures compiling what was generated, its dependencies already built: `cargo check`, `cargo build` and `cargo build --release`
//! of the crate, and of ours with one tag's feature on.
//!
//! In: subjects. Out: a table. All crates share one folder of results, in which dependencies are compiled before anything is
//! measured. Deliberately absent: whether what was generated does what it should.

pub mod mode;
pub mod organisation;
pub mod program;
pub mod tags;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use super::apart;
use super::generate::{Made, crate_of};
use super::generators::{Generator, cargo};
use super::measure::{self, Outcome};
use super::report::{OURS, Section, Unit};
use super::samples::{Series, Spread};
use super::subjects::Subject;
use super::workshop::Workshop;
use crate::corpus::scratch::prepare;
use mode::Mode;
use organisation::copy_folder;

/// Dependencies may take this long.
const DEPENDENCIES: Duration = Duration::from_secs(3600);

/// Seconds after which a run is not repeated: the compiler's times vary little.
const LONG: f64 = 10.0;

const COLUMNS: [(&str, Unit); 6] = [
    ("check", Unit::Seconds),
    ("memory", Unit::Bytes),
    ("build", Unit::Seconds),
    ("memory", Unit::Bytes),
    ("release", Unit::Seconds),
    ("memory", Unit::Bytes),
];

/// Measures the crates that all generators make of the subjects.
pub fn run(workshop: &Workshop, subjects: &[Subject]) -> Result<Section> {
    let mut section = Section::new("compile", "Compilation of the generated crate", &COLUMNS);
    for subject in subjects {
        one(workshop, subject, &mut section)?;
    }
    section.remark("Of the crate alone: its dependencies are built, ours with its runtime among them as others have theirs, and nothing is incremental. The runtime is compiled again only where the generator brings another one, the crate with no tag shows what a client takes before its first operation, and the empty one what the compiler takes by itself. Memory is that of the compiler at its peak. Ours is compiled with the features of all tags, without TLS; others as they come.");
    section.remark(format!(
        "A run of others is stopped after {} s. What takes longer to check is not built, and what takes longer to build is not optimised: it would take longer still.",
        workshop.limit.as_secs()
    ));
    Ok(section)
}

fn one(workshop: &Workshop, subject: &Subject, section: &mut Section) -> Result<()> {
    let mut candidates = Vec::new();
    for generator in workshop.generators(subject) {
        match prepared(workshop, subject, generator) {
            Ok(prepared) => candidates.extend(prepared),
            Err(error) => section.add(&subject.name, generator.kind.name, [], Some(&format!("{error:#}"))),
        }
    }
    let all = measured(workshop, &subject.name, &candidates)?;
    for (candidate, modes) in candidates.iter().zip(all) {
        let failure = modes.iter().find_map(Series::failure).map(str::to_owned);
        let note = failure.or_else(|| candidate.note.clone());
        let numbers = modes.iter().flat_map(|series| [series.wall(), series.peak()]);
        section.add(&subject.name, &candidate.name, numbers, note.as_deref());
    }
    Ok(())
}

/// A crate that is ready to be compiled, with all that it depends on.
#[derive(Debug)]
pub struct Candidate {
    /// What it is called in the table.
    pub name: String,
    /// Where it is.
    pub folder: PathBuf,
    /// What is said to Cargo besides.
    pub options: Vec<String>,
    /// What there is to say about it.
    pub note: Option<String>,
}

/// What a generator makes of a subject: a crate, and for ours besides what tells where its cost comes from.
fn prepared(workshop: &Workshop, subject: &Subject, generator: &Generator) -> Result<Vec<Candidate>> {
    let Made { folder, outcome, .. } = crate_of(workshop, "crates", subject, generator)?;
    let name = generator.kind.name.to_owned();
    match outcome {
        Outcome::Done(_) => {}
        Outcome::Failed(reason) => return Err(anyhow::anyhow!("not generated: {reason}")),
        Outcome::TimedOut(_) => return Err(anyhow::anyhow!("not generated: it takes too long")),
    }
    prepare(&folder)?;
    let options = if generator.is_ours() { tags::without_tls(&folder)? } else { Vec::new() };
    let whole = Candidate { name, folder, options, note: None };
    dependencies(workshop, &whole)?;
    let parts = if generator.is_ours() { parts(&whole.folder)? } else { Vec::new() };
    Ok([whole].into_iter().chain(parts).collect())
}

/// What tells where the cost of a crate of ours comes from: the same with one tag and with none, its runtime, and a crate with nothing in it.
fn parts(folder: &Path) -> Result<Vec<Candidate>> {
    let part = |name: String, folder: PathBuf, options| Candidate {
        name: format!("{OURS}, {name}"),
        folder,
        options,
        note: None,
    };
    let one_tag = tags::middle(folder)?.map(|tag| {
        let name = format!("one tag of {}: {:.0} % of the lines", tag.of, tag.share * 100.0);
        part(name, folder.to_owned(), tag.options())
    });
    let no_tag = part("no tag".to_owned(), folder.to_owned(), vec!["--no-default-features".to_owned()]);
    let runtime = part("its runtime".to_owned(), runtime(folder)?, Vec::new());
    let nothing = part("an empty crate".to_owned(), empty(folder)?, Vec::new());
    Ok(one_tag.into_iter().chain([no_tag, runtime, nothing]).collect())
}

/// A copy of a client's runtime, so that to compile it anew leaves the client's own as it is.
fn runtime(client: &Path) -> Result<PathBuf> {
    let mut copy = client.as_os_str().to_owned();
    copy.push("-runtime");
    let copy = PathBuf::from(copy);
    copy_folder(&client.join("runtime"), &copy)
        .with_context(|| format!("the runtime cannot be copied to `{}`", copy.display()))?;
    prepare(&copy)?;
    Ok(copy)
}

/// A crate with nothing in it, beside another.
fn empty(beside: &Path) -> Result<PathBuf> {
    let folder = beside.with_file_name("empty");
    let write = || {
        fs::create_dir_all(folder.join("src"))?;
        fs::write(
            folder.join("Cargo.toml"),
            "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n",
        )?;
        fs::write(folder.join("src").join("lib.rs"), "//! Nothing.\n")
    };
    write().with_context(|| format!("`{}` cannot be written", folder.display()))?;
    Ok(folder)
}

/// Compiles what a crate depends on, by way of an empty crate in its place.
pub fn dependencies(workshop: &Workshop, candidate: &Candidate) -> Result<()> {
    eprintln!("[compile] the dependencies of {}", candidate.folder.display());
    let root = candidate.folder.join("src").join("lib.rs");
    let text = fs::read(&root).with_context(|| format!("`{}` cannot be read", root.display()))?;
    fs::write(&root, "//! Nothing.\n")?;
    let mut outcome = Ok(());
    for mode in Mode::ALL {
        let built = compile(workshop, candidate, mode, DEPENDENCIES)?;
        outcome = match built {
            Outcome::Done(_) => outcome,
            Outcome::Failed(reason) => Err(anyhow::anyhow!("its dependencies do not build: {reason}")),
            Outcome::TimedOut(_) => Err(anyhow::anyhow!("its dependencies take too long to build")),
        };
    }
    fs::write(&root, text)?;
    outcome
}

/// Compiles candidates in all modes. Those that cannot even be checked in time are not tried further.
pub fn measured(workshop: &Workshop, subject: &str, candidates: &[Candidate]) -> Result<Vec<Vec<Series>>> {
    let mut all: Vec<Vec<Series>> = candidates.iter().map(|_| Vec::new()).collect();
    for mode in Mode::ALL {
        let hopeless: Vec<Option<Series>> = all.iter().map(|series| hopeless(series)).collect();
        let pending: Vec<&Candidate> = candidates
            .iter()
            .zip(&hopeless)
            .filter_map(|(one, gone)| gone.is_none().then_some(one))
            .collect();
        let measured = measure::in_turn(&pending, workshop.runs, LONG, |candidate| {
            touch(&candidate.folder)?;
            let limit = if is_ours(candidate) { DEPENDENCIES } else { workshop.limit };
            let outcome = compile(workshop, candidate, mode, limit)?;
            workshop.tell(mode.name(), subject, &candidate.name, &outcome);
            Ok(outcome)
        })?;
        let mut measured = measured.into_iter();
        for (series, gone) in all.iter_mut().zip(hopeless) {
            series.extend(gone.or_else(|| measured.next()));
        }
    }
    Ok(all)
}

/// Whether a crate is of our making, which is never stopped, for all others are compared with it.
fn is_ours(candidate: &Candidate) -> bool {
    candidate.name.starts_with(OURS)
}

/// What is known of the next mode without trying it: it fails as the first did, or takes as long at least.
fn hopeless(series: &[Series]) -> Option<Series> {
    series.iter().find(|series| series.failure().is_some() || series.is_late()).cloned()
}

/// Compiles a crate.
fn compile(workshop: &Workshop, candidate: &Candidate, mode: Mode, limit: Duration) -> Result<Outcome> {
    let mut command = cargo();
    command.args(mode.arguments()).args(["--quiet", "--lib", "--manifest-path"]);
    command.arg(candidate.folder.join("Cargo.toml")).args(&candidate.options);
    command.env("CARGO_TARGET_DIR", build(workshop)).env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
    let log = candidate.folder.with_extension(format!("{}.log", mode.name()));
    apart::measure(&mut command, limit, &log)
}

/// Where the results of all crates go.
pub fn build(workshop: &Workshop) -> PathBuf {
    workshop.folder.join("build")
}

/// Makes a crate look changed.
fn touch(folder: &Path) -> Result<()> {
    let root = folder.join("src").join("lib.rs");
    let file = File::options().append(true).open(&root);
    file.and_then(|file| file.set_modified(SystemTime::now()))
        .with_context(|| format!("`{}` cannot be touched", root.display()))
}

/// A number of things.
fn count(number: usize) -> Spread {
    Spread::exact(super::samples::float(number as u64))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::hopeless;
    use crate::bench::measure::Outcome;
    use crate::bench::samples::{Series, Usage};

    fn series(outcome: Outcome) -> Series {
        let mut series = Series::default();
        series.add(outcome);
        series
    }

    #[test]
    fn what_cannot_be_checked_in_time_is_not_built() {
        let done = series(Outcome::Done(Usage { wall: 2.0, cpu: 2.0, peak: 1 }));
        let late = series(Outcome::TimedOut(Duration::from_secs(100)));
        let failed = series(Outcome::Failed("error: no".to_owned()));
        assert_eq!(hopeless(&[]), None);
        assert_eq!(hopeless(std::slice::from_ref(&done)), None);
        assert_eq!(
            hopeless(&[done.clone(), late]).and_then(|series| series.wall()).map(|wall| wall.median),
            Some(100.0)
        );
        assert_eq!(hopeless(&[done, failed]).as_ref().and_then(Series::failure), Some("error: no"));
    }
}
