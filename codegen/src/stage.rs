//! The stages of a run, named for whoever measures what each of them costs.
//!
//! Here is no clock and no counter: an [`Observer`] is told when a stage begins, and takes down what it likes.

/// A stage of a run, in the order in which they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Reads the documents and brings them to one shape.
    Normalize,
    /// Decodes them.
    Document,
    /// Finds out what they mean.
    Resolve,
    /// Allocates identifiers.
    Names,
    /// Decides what Rust it becomes.
    Lower,
    /// Spells that, and lays it out as text.
    Print,
}

impl Stage {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normalize => "normalize",
            Self::Document => "document",
            Self::Resolve => "resolve",
            Self::Names => "names",
            Self::Lower => "lower",
            Self::Print => "print",
        }
    }
}

/// Someone who is told where a run is.
pub trait Observer {
    /// A stage begins, and the one before it has ended.
    fn begins(&self, stage: Stage);
}

/// Nobody.
impl Observer for () {
    fn begins(&self, _stage: Stage) {}
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::{Observer, Stage};
    use crate::Options;

    /// Takes down every stage.
    #[derive(Default)]
    struct Stages(RefCell<Vec<Stage>>);

    impl Observer for Stages {
        fn begins(&self, stage: Stage) {
            self.0.borrow_mut().push(stage);
        }
    }

    /// A document of one file.
    struct Document(&'static str);

    impl crate::Files for Document {
        fn read(&self, path: &str) -> std::io::Result<Vec<u8>> {
            if path != "openapi.yaml" {
                return Err(std::io::ErrorKind::NotFound.into());
            }
            Ok(self.0.as_bytes().to_vec())
        }
    }

    fn stages(document: &'static str) -> Vec<Stage> {
        let options = Options { crate_name: "pets".to_owned(), manifest: None, allow_dangling: false };
        let stages = Stages::default();
        crate::generate_observed(&Document(document), "openapi.yaml", &options, &stages);
        stages.0.into_inner()
    }

    #[test]
    fn every_stage_is_told_in_its_order() {
        use Stage::{Document, Lower, Names, Normalize, Print, Resolve};
        let whole = stages("openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\n");
        assert_eq!(whole, [Normalize, Document, Resolve, Names, Lower, Print]);
        let names: Vec<_> = whole.iter().map(|stage| stage.name()).collect();
        assert_eq!(names, ["normalize", "document", "resolve", "names", "lower", "print"]);
    }

    #[test]
    fn a_document_with_errors_skips_the_stages_between() {
        assert_eq!(stages("openapi: 7\n"), [Stage::Normalize]);
    }
}
