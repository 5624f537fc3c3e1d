//! Turns an OpenAPI description into the source of a typed Rust client.
//!
//! Text in, files out: no network, no clock, no environment; documents are read through the [`Files`] trait.
//!
//! ```text
//! source → normalize → document → resolve → names → lower → emit → print
//! files    Tree        openapiv3  ir::Api   Names   rust::*  tokens  text
//! ```
//!
//! Each stage is a function from one plain data type to the next, with the [`Diagnostics`] sink as its other argument,
//! and knows nothing of its neighbours' vocabulary.

pub mod coverage;
pub mod diagnostics;
mod document;
mod emit;
mod front;
mod graph;
pub mod ir;
mod lower;
mod manifest;
mod names;
mod normalize;
mod output;
mod parallel;
pub mod pointer;
mod print;
mod readme;
mod resolve;
mod runtime;
pub mod rust;
mod source;
pub mod stage;

use std::collections::BTreeMap;

pub use coverage::Coverage;
use coverage::{Ledger, Product};
pub use diagnostics::{Diagnostic, Diagnostics, Severity};
use front::Reading;
pub use front::read;
use graph::Reach;
pub use runtime::is_runtime;
pub use source::{Files, LARGEST_FILE, Location, OVERLAYS, Sources, is_overlay_name};
use stage::{Observer, Stage};

/// What to generate.
#[derive(Debug, Clone)]
pub struct Options {
    /// Name of the generated crate, such as `datadog-org`.
    pub crate_name: String,
    /// The crate's present `Cargo.toml`, whose hand-kept parts are carried over.
    pub manifest: Option<String>,
    /// Whether a `$ref` that leads nowhere costs only what it should have brought; else it forbids output.
    pub allow_dangling: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Generation {
    /// The files of the crate by their path below its root (`/` between the parts). Empty if there were errors.
    pub files: BTreeMap<String, String>,
    /// Everything said on the way.
    pub diagnostics: Diagnostics,
    /// What was read, for showing a diagnostic with its line.
    pub sources: Sources,
    /// How much of the document was generated.
    pub summary: Summary,
    /// The names of types, handles and methods, as [`NAMES`] should have them to pin them.
    pub names: String,
    /// What the document declares, and what the crate has of it.
    ledger: Ledger,
}

impl Generation {
    /// What became of every operation and schema. It is drawn up when asked for, for that takes as long as some stages do.
    pub fn coverage(&self) -> Coverage {
        self.ledger.coverage(&self.files, &self.sources, &self.diagnostics)
    }
}

/// The file beside the root document that pins names: where there is one, a name that stands in it is never given to anything else.
pub const NAMES: &str = "names.lock";

/// Counts for a first look.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// Operations generated.
    pub operations: usize,
    /// Types generated.
    pub models: usize,
}

/// Generates the crate that an API description describes.
///
/// `root` is the name of the root document among `files`. Nothing is generated where anything said is an error.
pub fn generate(files: &dyn Files, root: &str, options: &Options) -> Generation {
    generate_observed(files, root, options, &())
}

/// Generates the crate that an API description describes, and tells an observer where it is.
pub fn generate_observed(
    files: &dyn Files,
    root: &str,
    options: &Options,
    observer: &dyn Observer,
) -> Generation {
    let mut diagnostics = Diagnostics::default();
    let Reading { sources, declared, api, remains } =
        front::read_whole(files, root, &mut diagnostics, observer);
    if !options.allow_dangling {
        for rule in ["dangling-reference", "reference-cycle"] {
            diagnostics.raise(rule);
        }
    }
    manifest::check_name(&options.crate_name, &mut diagnostics);
    let pins = pins(files, &mut diagnostics);
    let api = api.filter(|_| !diagnostics.has_errors());
    let generate = || api.map(|api| make(&api, pins, options, &mut diagnostics, observer));
    let ((), made) = parallel::both(|| drop(remains), generate);
    let Made { files, summary, product, names } =
        made.filter(|_| !diagnostics.has_errors()).unwrap_or_default();
    let ledger = Ledger { declared, product };
    Generation { files, diagnostics, sources, summary, names, ledger }
}

/// What is made of an API that could be read.
#[derive(Default)]
struct Made {
    files: BTreeMap<String, String>,
    summary: Summary,
    product: Product,
    names: String,
}

/// What is pinned; nothing where there is no such file.
fn pins(files: &dyn Files, diagnostics: &mut Diagnostics) -> names::Pins {
    let Ok(text) = files.read(NAMES) else { return names::Pins::default() };
    names::Pins::parse(&text).unwrap_or_else(|| {
        diagnostics.report(diagnostics::malformed_names(NAMES));
        names::Pins::default()
    })
}

fn make(
    api: &ir::Api,
    pins: names::Pins,
    options: &Options,
    diagnostics: &mut Diagnostics,
    observer: &dyn Observer,
) -> Made {
    observer.begins(Stage::Names);
    let reach = Reach::of(api);
    let names = names::allocate(api, &reach, pins, diagnostics);
    observer.begins(Stage::Lower);
    let output = lower::crate_of(api, &reach, &names, options, diagnostics);
    observer.begins(Stage::Print);
    Made {
        files: output::files(&output, &api.info.title, options, diagnostics),
        summary: Summary::of(&output),
        product: Product::of(api, &names, &output),
        names: names.allocated().text(),
    }
}

impl Summary {
    fn of(output: &rust::Crate) -> Self {
        Self {
            operations: output.handles.iter().map(|handle| handle.operations.len()).sum(),
            models: output.models.iter().map(|group| group.items.len()).sum(),
        }
    }
}
