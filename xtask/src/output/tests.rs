//! A folder brought up to date: what is written, what is kept, what is refused.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

mod faults;

use std::path::PathBuf;
use std::time::SystemTime;

use super::*;

/// The name of the crate of these tests.
const PACKAGE: &str = "example";

/// A folder for a crate, in a folder of its own.
struct Scratch {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

impl Scratch {
    /// A crate that does not exist yet.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("crate");
        Self { _folder: folder, root }
    }

    /// A crate with two files in folders, and a hand-kept example.
    fn generated() -> Self {
        let scratch = Self::new();
        scratch.sync(&first()).unwrap();
        scratch.put("examples/list.rs", "by hand");
        scratch
    }

    /// Writes a file by hand.
    fn put(&self, path: &str, content: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Brings the crate up to date.
    fn sync<'a>(&self, files: &'a Files) -> Result<Plan<'a>> {
        sync(&self.root, PACKAGE, files, &Local)
    }

    /// Every file of the crate with its content, the list of made files aside; empty folders by their name.
    fn tree(&self) -> Files {
        let mut files = Files::new();
        collect(&self.root, "", &mut files);
        files.remove(ownership::FILE);
        files
    }

    /// When a file was last written.
    fn written_at(&self, path: &str) -> SystemTime {
        fs::metadata(self.root.join(path)).unwrap().modified().unwrap()
    }

    /// What lies beside the folder of the crate.
    fn neighbours(&self) -> usize {
        fs::read_dir(self.root.parent().unwrap()).unwrap().count() - usize::from(self.root.exists())
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Files) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut is_empty = true;
    for entry in entries {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_str().unwrap());
        is_empty = false;
        match fs::read_to_string(&path) {
            Ok(content) => drop(files.insert(name, content)),
            Err(_) => collect(&path, &format!("{name}/"), files),
        }
    }
    if is_empty {
        files.insert(prefix.to_owned(), String::new());
    }
}

fn files(pairs: &[(&str, &str)]) -> Files {
    pairs.iter().map(|(path, content)| ((*path).to_owned(), (*content).to_owned())).collect()
}

fn first() -> Files {
    files(&[
        ("Cargo.toml", "[package]\nname = \"example\"\n"),
        ("src/lib.rs", "lib"),
        ("src/api/pets.rs", "pets"),
        ("src/models.rs", "models"),
    ])
}

fn second() -> Files {
    files(&[
        ("Cargo.toml", "[package]\nname = \"example\"\nversion = \"2\"\n"),
        ("src/lib.rs", "lib 2"),
        ("src/models.rs", "models"),
        ("src/models/dogs.rs", "dogs"),
    ])
}

/// The files of a crate with its hand-kept example.
fn with_example(mut files: Files) -> Files {
    files.insert("examples/list.rs".to_owned(), "by hand".to_owned());
    files
}

#[test]
fn a_new_folder_appears_whole() {
    let scratch = Scratch::new();
    let files = first();
    let plan = scratch.sync(&files).unwrap();
    assert_eq!(scratch.tree(), first());
    assert_eq!(plan.count(Fate::Missing), 5);
    assert_eq!(scratch.neighbours(), 0);
}

#[test]
fn folders_above_a_new_folder_are_made() {
    let scratch = Scratch::new();
    let root = scratch.root.join("a").join("b");
    sync(&root, PACKAGE, &first(), &Local).unwrap();
    assert!(root.join("src").join("lib.rs").is_file());
}

#[test]
fn files_change_go_and_come_and_the_rest_stays() {
    let scratch = Scratch::generated();
    let files = second();
    let plan = scratch.sync(&files).unwrap();
    assert_eq!(scratch.tree(), with_example(second()));
    assert!(!scratch.root.join("src").join("api").exists());
    assert_eq!(plan.with(Fate::Surplus).collect::<Vec<_>>(), ["src/api/pets.rs"]);
    assert_eq!(plan.with(Fate::Unchanged).collect::<Vec<_>>(), ["src/models.rs"]);
    assert_eq!(plan.with(Fate::Missing).collect::<Vec<_>>(), ["src/models/dogs.rs"]);
    assert_eq!(plan.count(Fate::Changed), 3);
    assert_eq!(scratch.neighbours(), 0);
}

#[test]
fn unchanged_files_keep_their_time() {
    let scratch = Scratch::generated();
    let kept = ["src/models.rs", "examples/list.rs"];
    let before = kept.map(|path| scratch.written_at(path));
    scratch.sync(&second()).unwrap();
    assert_eq!(kept.map(|path| scratch.written_at(path)), before);
}

#[test]
fn a_second_run_writes_nothing() {
    let scratch = Scratch::generated();
    let before = fs::metadata(&scratch.root).unwrap().modified().unwrap();
    let files = first();
    let plan = scratch.sync(&files).unwrap();
    assert_eq!(plan.count(Fate::Unchanged), 5);
    assert!(plan.is_settled());
    assert_eq!(fs::metadata(&scratch.root).unwrap().modified().unwrap(), before);
}

#[test]
fn an_edit_by_hand_is_found_and_undone() {
    let scratch = Scratch::generated();
    scratch.put("src/lib.rs", "edited");
    fs::remove_file(scratch.root.join("src/models.rs")).unwrap();
    let files = first();
    let plan = compare(&scratch.root, PACKAGE, &files).unwrap();
    let differences: Vec<_> = plan.differences().collect();
    assert_eq!(differences, [("src/lib.rs", Fate::Changed), ("src/models.rs", Fate::Missing)]);
    scratch.sync(&first()).unwrap();
    assert_eq!(scratch.tree(), with_example(first()));
}

#[test]
fn the_manifest_is_shared_with_its_author() {
    let scratch = Scratch::generated();
    let mut files = first();
    files.insert("Cargo.toml".to_owned(), "[package]\nname = \"example\"\n[dev-dependencies]\n".to_owned());
    scratch.put("Cargo.toml", &files["Cargo.toml"]);
    let plan = compare(&scratch.root, PACKAGE, &files).unwrap();
    assert_eq!(plan.differences().count(), 0);
}

#[test]
fn an_edited_list_is_found() {
    let scratch = Scratch::generated();
    let list = fs::read_to_string(scratch.root.join(ownership::FILE)).unwrap();
    scratch.put(ownership::FILE, &list.replace("  src/lib.rs", "  src/gone.rs"));
    let files = first();
    let plan = compare(&scratch.root, PACKAGE, &files).unwrap();
    let differences: Vec<_> = plan.differences().collect();
    assert_eq!(differences, [(ownership::FILE, Fate::Changed), ("src/lib.rs", Fate::Foreign)]);
}

#[test]
fn a_list_cannot_reach_outside_the_folder() {
    for path in ["../victim", "/etc/victim", "src/../../victim", ".codegen-files", "a\\b", ""] {
        let scratch = Scratch::generated();
        scratch.put(ownership::FILE, &format!("0123456789abcdef  {path}\n"));
        let error = scratch.sync(&first()).unwrap_err();
        assert!(format!("{error:#}").contains("is damaged"), "{error:#}");
    }
}

#[test]
fn somebody_elses_file_is_refused_by_name() {
    let scratch = Scratch::generated();
    scratch.put("src/models/dogs.rs", "by hand");
    let before = scratch.tree();
    let error = scratch.sync(&second()).unwrap_err().to_string();
    assert!(error.contains("`src/models/dogs.rs`"), "{error}");
    assert_eq!(scratch.tree(), before);
    assert_eq!(scratch.neighbours(), 0);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_symlink() {
    let scratch = Scratch::generated();
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), scratch.root.join("src/models")).unwrap();
    let error = scratch.sync(&second()).unwrap_err().to_string();
    assert!(error.contains("`src/models/dogs.rs`"), "{error}");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn symlinks_and_empty_folders_of_others_are_kept() {
    let scratch = Scratch::generated();
    std::os::unix::fs::symlink("nowhere", scratch.root.join("link")).unwrap();
    fs::create_dir(scratch.root.join("empty")).unwrap();
    scratch.sync(&second()).unwrap();
    assert_eq!(fs::read_link(scratch.root.join("link")).unwrap(), Path::new("nowhere"));
    assert!(scratch.root.join("empty").is_dir());
}

#[test]
fn a_folder_that_is_not_ours_is_refused() {
    let cases = [
        ("notes.txt", "notes", "it holds `notes.txt`"),
        ("src/lib.rs", "by hand", "it holds `src`"),
        ("Cargo.toml", "[package]\nname = \"another\"\n", "it is the crate `another`"),
        ("Cargo.toml", "[workspace]\n", "its Cargo.toml is not that of a crate"),
    ];
    for (path, content, complaint) in cases {
        let scratch = Scratch::new();
        scratch.put(path, content);
        let error = scratch.sync(&first()).unwrap_err().to_string();
        assert!(error.contains(complaint), "{error}");
        assert_eq!(scratch.tree(), files(&[(path, content)]));
    }
}

#[test]
fn a_crate_may_begin_with_its_hand_kept_parts() {
    let scratch = Scratch::new();
    scratch.put("Cargo.toml", "[package]\nname = \"example\"\nauthors = []\n");
    scratch.put("examples/list.rs", "by hand");
    scratch.sync(&first()).unwrap();
    assert_eq!(scratch.tree(), with_example(first()));
}

#[test]
fn a_stray_file_is_shown_and_left_alone() {
    let scratch = Scratch::generated();
    scratch.put("src/api/stray.rs", "stray");
    scratch.put("src/api/.hidden", "hidden");
    let files = first();
    let plan = compare(&scratch.root, PACKAGE, &files).unwrap();
    assert_eq!(plan.differences().collect::<Vec<_>>(), [("src/api/stray.rs", Fate::Stray)]);
    scratch.sync(&second()).unwrap();
    assert!(scratch.root.join("src/api/stray.rs").is_file());
}

#[test]
fn a_path_that_is_no_folder_is_refused() {
    let scratch = Scratch::new();
    fs::write(&scratch.root, "a file").unwrap();
    assert!(scratch.sync(&first()).unwrap_err().to_string().contains("is not a folder"));
    assert!(sync(&scratch.root.join("below"), PACKAGE, &first(), &Local).is_err());
    assert_eq!(fs::read_to_string(&scratch.root).unwrap(), "a file");
}

#[test]
fn a_path_of_the_generator_cannot_leave_the_folder() {
    let scratch = Scratch::new();
    assert!(scratch.sync(&files(&[("../evil.rs", "")])).is_err());
    assert!(!scratch.root.exists());
}

#[test]
fn runs_at_once_wait_for_one_another() {
    let scratch = Scratch::generated();
    let (root, first, second) = (&scratch.root, first(), second());
    std::thread::scope(|scope| {
        for turn in 0..8 {
            let files = if turn % 2 == 0 { &first } else { &second };
            scope.spawn(move || sync(root, PACKAGE, files, &Local).unwrap());
        }
    });
    let tree = scratch.tree();
    assert!(tree == with_example(first) || tree == with_example(second), "{tree:?}");
    assert_eq!(scratch.neighbours(), 0);
}

#[test]
fn a_work_folder_of_somebody_else_is_not_removed() {
    let scratch = Scratch::generated();
    let foreign = scratch.root.with_file_name(".crate.codegen");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("precious"), "").unwrap();
    assert!(scratch.sync(&second()).unwrap_err().to_string().contains("not its own"));
    assert!(foreign.join("precious").exists());
}
