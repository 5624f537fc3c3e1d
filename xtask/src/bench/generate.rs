//! Measures generating: time and memory, again when nothing has changed, and the size of what is written.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use codegen::Options;

use super::apart;
use super::generators::Generator;
use super::lines::{self, Lines};
use super::measure::{self, Outcome};
use super::report::{Section, Unit};
use super::samples::{Spread, float};
use super::subjects::Subject;
use super::workshop::Workshop;
use crate::folder::Folder;

/// Seconds after which a run is not repeated.
pub const LONG: f64 = 30.0;

/// What this part is called.
const PART: &str = "generate";

/// What our generator does when there is nothing to do.
const AGAIN: &str = "ours, again";

/// Measures all generators with all subjects: what they cost, and what they write.
pub fn run(workshop: &Workshop, subjects: &[Subject]) -> Result<Vec<Section>> {
    let mut cost = Section::new(PART, "Generation", &COST);
    let mut size = Section::new(PART, "Generated source", &SIZE);
    cost.remark("Memory is that of the largest process at its peak; the last column is memory over the size of the description. `ours, again` is a run with nothing to do.");
    size.remark("Code is what is neither blank nor a comment. The runtime of ours, which stands in a crate beside it and is about as large for each, is counted apart: others have theirs as crates that are published. Operations and schemas are those that the description declares.");
    for subject in subjects {
        one(workshop, subject, &mut cost, &mut size)?;
    }
    Ok(vec![cost, size])
}

const COST: [(&str, Unit); 4] = [
    ("wall", Unit::Seconds),
    ("processors", Unit::Seconds),
    ("memory", Unit::Bytes),
    ("bytes per byte", Unit::Rate),
];

const SIZE: [(&str, Unit); 5] = [
    ("lines", Unit::Count),
    ("of these, code", Unit::Count),
    ("lines per operation", Unit::Rate),
    ("lines per schema", Unit::Rate),
    ("runtime", Unit::Count),
];

/// A generator at work, anew or on what it has written.
struct Candidate<'a> {
    generator: &'a Generator,
    again: bool,
}

impl Candidate<'_> {
    fn name(&self) -> &str {
        if self.again { AGAIN } else { self.generator.kind.name }
    }
}

fn one(workshop: &Workshop, subject: &Subject, cost: &mut Section, size: &mut Section) -> Result<()> {
    let mut candidates = Vec::new();
    for generator in workshop.generators(subject) {
        candidates.push(Candidate { generator, again: false });
        if generator.is_ours() {
            candidates.push(Candidate { generator, again: true });
        }
    }
    let all = measure::in_turn(&candidates, workshop.runs, LONG, |candidate| {
        let folder = folder(workshop, PART, subject, candidate.generator);
        let run = if candidate.again { run_generator } else { generate };
        let outcome = run(workshop, &folder, subject, candidate.generator)?;
        workshop.tell(PART, &subject.name, candidate.name(), &outcome);
        Ok(outcome)
    })?;
    let declared = Declared::of(&subject.path)?;
    for (candidate, series) in candidates.iter().zip(&all) {
        let per_byte = series.peak().map(|peak| peak.over(float(subject.bytes)));
        let numbers = [series.wall(), series.cpu(), series.peak(), per_byte];
        cost.add(&subject.name, candidate.name(), numbers, series.failure());
        if series.is_done() && !candidate.again {
            let folder = folder(workshop, PART, subject, candidate.generator);
            let numbers = sizes(lines::count(&folder)?, &declared);
            size.add(&subject.name, candidate.name(), numbers, None);
        }
    }
    Ok(())
}

/// Runs a generator in an empty folder.
fn generate(workshop: &Workshop, folder: &Path, subject: &Subject, generator: &Generator) -> Result<Outcome> {
    workshop.empty(folder)?;
    run_generator(workshop, folder, subject, generator)
}

/// Runs a generator in a folder as it is.
fn run_generator(
    workshop: &Workshop,
    folder: &Path,
    subject: &Subject,
    generator: &Generator,
) -> Result<Outcome> {
    let mut command = generator.command(&subject.path, folder, &crate_name(subject, generator));
    apart::measure(&mut command, workshop.limit, &folder.with_extension("log"))
}

/// Makes a crate of a subject, anew, for a part of the run: each has its own, so that they can go on side by side.
pub fn crate_of(workshop: &Workshop, part: &str, subject: &Subject, generator: &Generator) -> Result<Made> {
    let folder = folder(workshop, part, subject, generator);
    let name = crate_name(subject, generator);
    let outcome = generate(workshop, &folder, subject, generator)?;
    if matches!(outcome, Outcome::Done(_)) {
        generator.complete(&folder, &name)?;
    }
    Ok(Made { folder, name, outcome })
}

/// What a generator made.
#[derive(Debug)]
pub struct Made {
    /// Where it is.
    pub folder: PathBuf,
    /// What the crate is called.
    pub name: String,
    /// Whether it is there, and what it cost.
    pub outcome: Outcome,
}

fn crate_name(subject: &Subject, generator: &Generator) -> String {
    format!("{}-{}", generator.kind.name, subject.name)
}

/// Where the crate goes. The folder has the name of the crate, since some take the one for the other.
fn folder(workshop: &Workshop, part: &str, subject: &Subject, generator: &Generator) -> PathBuf {
    workshop.folder.join(part).join(crate_name(subject, generator))
}

fn sizes(lines: Lines, declared: &Declared) -> [Option<Spread>; 5] {
    let count = |number: usize| Some(Spread::exact(float(number as u64)));
    let per =
        |number: usize| (number > 0).then(|| Spread::exact(float(lines.own as u64) / float(number as u64)));
    let [operations, schemas] = [declared.operations, declared.schemas].map(per);
    let runtime = count(lines.runtime).filter(|_| lines.runtime > 0);
    [count(lines.own), count(lines.code), operations, schemas, runtime]
}

/// How much a description declares.
struct Declared {
    operations: usize,
    schemas: usize,
}

impl Declared {
    /// What a description declares.
    fn of(description: &Path) -> Result<Self> {
        let (folder, root) =
            Folder::of(description).with_context(|| format!("`{}` cannot be read", description.display()))?;
        let options = Options { crate_name: "counted".to_owned(), manifest: None, allow_dangling: true };
        let counts = codegen::generate(&folder, &root, &options).coverage().counts;
        Ok(Self { operations: counts.operations.declared, schemas: counts.schemas.declared })
    }
}

#[cfg(test)]
mod tests {
    use super::{Declared, sizes};
    use crate::bench::lines::Lines;

    #[test]
    fn lines_are_shared_out_among_what_is_declared() {
        let numbers = |operations, schemas| {
            let lines = Lines { own: 120, code: 70, runtime: 0 };
            sizes(lines, &Declared { operations, schemas }).map(|spread| spread.map(|spread| spread.median))
        };
        assert_eq!(numbers(10, 40), [Some(120.0), Some(70.0), Some(12.0), Some(3.0), None]);
        assert_eq!(numbers(10, 0), [Some(120.0), Some(70.0), Some(12.0), None, None]);
    }
}
