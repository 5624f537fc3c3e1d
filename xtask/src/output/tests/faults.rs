//! A run that is killed after any of its steps, or in which any of its steps fails.

use std::cell::Cell;

use super::*;

/// How a step fails.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The process is killed: nothing reaches the disk any more.
    Kill,
    /// This one step fails; those after it work.
    Full,
}

/// A disk that works for some steps.
struct Faulty {
    fault: Fault,
    /// How many steps are left before the fault.
    left: Cell<usize>,
    /// Whether folders can change places.
    exchanges: bool,
}

impl Faulty {
    fn new(fault: Fault, steps: usize, exchanges: bool) -> Self {
        Self { fault, left: Cell::new(steps + 1), exchanges }
    }

    /// Whether the fault was met.
    fn has_struck(&self) -> bool {
        self.left.get() == 0
    }

    /// Counts a step, and fails it if its time has come.
    fn step(&self) -> io::Result<()> {
        match (self.left.get(), self.fault) {
            (0, Fault::Kill) => Err(io::Error::other("killed")),
            (0, Fault::Full) => Ok(()),
            (1, _) => {
                self.left.set(0);
                Err(ErrorKind::StorageFull.into())
            }
            (left, _) => {
                self.left.set(left - 1);
                Ok(())
            }
        }
    }
}

impl Disk for Faulty {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.create_folder(path))
    }

    /// Half of the content is on the disk if the fault strikes here.
    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        let struck = self.has_struck();
        let outcome = self.step();
        if outcome.is_err() && !struck {
            Local.write(path, content.get(..content.len() / 2).unwrap_or_default())?;
        }
        outcome.and_then(|()| Local.write(path, content))
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.sync_file(path))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.link(from, to))
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.copy_permissions(from, to))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.rename(from, to))
    }

    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        if !self.exchanges {
            return Err(ErrorKind::Unsupported.into());
        }
        self.step().and_then(|()| Local.exchange(one, other))
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.remove_file(path))
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.remove_folder(path))
    }

    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.remove_empty_folder(path))
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Local.sync_folder(path))
    }
}

/// Runs once for each step at which the fault can strike, and shows what is there afterwards.
fn at_each_step(
    fault: Fault,
    exchanges: bool,
    begin: fn() -> Scratch,
    look: impl Fn(&Scratch, &Result<Plan<'_>>),
) {
    for steps in 0..1000 {
        let scratch = begin();
        let disk = Faulty::new(fault, steps, exchanges);
        let files = second();
        let outcome = sync(&scratch.root, PACKAGE, &files, &disk);
        look(&scratch, &outcome);
        if !disk.has_struck() {
            assert!(outcome.is_ok());
            assert!(steps > 5, "there are more steps than that");
            return;
        }
    }
    panic!("the run has no end");
}

/// Whether the folder holds one of the two crates and nothing else.
fn assert_old_or_new(scratch: &Scratch) {
    let tree = scratch.tree();
    assert!(tree == with_example(first()) || tree == with_example(second()), "{tree:#?}");
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
#[test]
fn killed_at_any_moment_the_folder_is_the_old_one_or_the_new_one() {
    at_each_step(Fault::Kill, true, Scratch::generated, |scratch, _| {
        assert_old_or_new(scratch);
        scratch.sync(&second()).unwrap();
        assert_eq!(scratch.tree(), with_example(second()));
        assert_eq!(scratch.neighbours(), 0);
    });
}

#[test]
fn killed_at_any_moment_a_new_folder_is_not_there_or_whole() {
    at_each_step(Fault::Kill, true, Scratch::new, |scratch, _| {
        assert!(!scratch.root.exists() || scratch.tree() == second());
        recover(&scratch.root, &Local).unwrap();
        assert_eq!(scratch.neighbours(), 0);
    });
}

#[test]
fn without_exchange_the_next_run_completes_a_killed_one() {
    at_each_step(Fault::Kill, false, Scratch::generated, |scratch, _| {
        recover(&scratch.root, &Local).unwrap();
        assert_old_or_new(scratch);
        assert_eq!(scratch.neighbours(), 0);
        scratch.sync(&second()).unwrap();
        assert_eq!(scratch.tree(), with_example(second()));
    });
}

#[test]
fn a_recovery_can_be_killed_too() {
    at_each_step(Fault::Kill, false, Scratch::generated, |scratch, outcome| {
        for steps in 0..20 {
            let _ = recover(&scratch.root, &Faulty::new(Fault::Kill, steps, false));
        }
        assert!(outcome.is_err() || scratch.tree() == with_example(second()));
        assert_old_or_new(scratch);
    });
}

/// A disk on which somebody writes by hand in the moment before the folders change places.
struct Busy(PathBuf);

impl Disk for Busy {
    fn exchange(&self, one: &Path, other: &Path) -> io::Result<()> {
        fs::write(self.0.join("examples/new.rs"), "new")?;
        Local.exchange(one, other)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        Local.create_folder(path)
    }

    fn write(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        Local.write(path, content)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        Local.sync_file(path)
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        Local.link(from, to)
    }

    fn copy_permissions(&self, from: &Path, to: &Path) -> io::Result<()> {
        Local.copy_permissions(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        Local.rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        Local.remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        Local.remove_folder(path)
    }

    fn remove_empty_folder(&self, path: &Path) -> io::Result<()> {
        Local.remove_empty_folder(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        Local.sync_folder(path)
    }
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
#[test]
fn what_is_written_by_hand_meanwhile_is_not_lost() {
    let scratch = Scratch::generated();
    sync(&scratch.root, PACKAGE, &second(), &Busy(scratch.root.clone())).unwrap();
    let mut expected = with_example(second());
    expected.insert("examples/new.rs".to_owned(), "new".to_owned());
    assert_eq!(scratch.tree(), expected);
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
#[test]
fn a_step_that_fails_leaves_the_old_folder_and_nothing_beside_it() {
    at_each_step(Fault::Full, true, Scratch::generated, |scratch, outcome| {
        assert_old_or_new(scratch);
        if outcome.is_err() && scratch.tree() == with_example(first()) {
            assert_eq!(scratch.neighbours(), 0);
        }
    });
}
