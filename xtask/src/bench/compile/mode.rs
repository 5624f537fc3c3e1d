//! The ways to compile a crate.

/// A way to compile a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// To know whether it is right.
    Check,
    /// To run it while it is being worked on.
    Build,
    /// To ship it.
    Release,
}

impl Mode {
    /// All, cheapest first.
    pub const ALL: [Self; 3] = [Self::Check, Self::Build, Self::Release];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
            Self::Release => "release",
        }
    }

    /// What Cargo is told.
    pub fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Build => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}
