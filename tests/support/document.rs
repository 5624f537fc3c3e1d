//! The files of a description, as plain data: corrected by its overlays, and with references by address as plain ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use serde_json::{Map, Value};

use crate::addresses;
use crate::node::Node;
use crate::overlay::Overlays;

/// A description: its root file and all files that it refers to.
#[derive(Debug)]
pub struct Document {
    files: BTreeMap<String, Value>,
    root: String,
}

/// The documents read so far. Tests share them and never let them go.
static DOCUMENTS: LazyLock<Mutex<BTreeMap<PathBuf, &'static Document>>> = LazyLock::new(Mutex::default);

/// A path below the folder of this workspace.
pub fn workspace_path(path: impl AsRef<Path>) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests have a folder above them").join(path)
}

impl Document {
    /// The description at a path of this workspace, read once for all tests.
    pub fn open(path: impl AsRef<Path>) -> &'static Self {
        let path = workspace_path(path);
        let mut documents = DOCUMENTS.lock().unwrap_or_else(PoisonError::into_inner);
        documents.entry(path.clone()).or_insert_with(|| Box::leak(Box::new(Self::read(&path))))
    }

    /// Reads the root file, and every file that it refers to.
    fn read(path: &Path) -> Self {
        let folder = path.parent().expect("a file lies in a folder");
        let root = path.file_name().expect("a path ends in a name").to_string_lossy().into_owned();
        let mut document = Self { files: BTreeMap::new(), root: root.clone() };
        document.add(folder, &root, &Overlays::beside(folder, &root));
        addresses::resolve(&mut document.files, &root);
        document
    }

    /// Reads a file and those that it refers to. One that cannot be read is missed when it is needed.
    fn add(&mut self, folder: &Path, file: &str, overlays: &Overlays) {
        if self.files.contains_key(file) {
            return;
        }
        let Ok(text) = fs::read_to_string(folder.join(file)) else { return };
        let mut value = parse(file, &text);
        overlays.apply(file, &mut value);
        let mut others = Vec::new();
        find_references(&value, &mut others);
        self.files.insert(file.to_owned(), value);
        for other in others {
            self.add(folder, &join(file, &other), overlays);
        }
    }

    /// The root of the root file.
    pub fn root(&'static self) -> Node {
        self.file(&self.root)
    }

    /// The root of a file.
    pub(crate) fn file(&'static self, name: &str) -> Node {
        let (file, value) =
            self.files.get_key_value(name).unwrap_or_else(|| panic!("no file `{name}` was read"));
        Node::new(self, file, value)
    }
}

/// The data in a file. JSON is read as such, for YAML is not quite what contains it.
pub(crate) fn parse(file: &str, text: &str) -> Value {
    let yaml = |_| serde_yaml::from_str(text).map(plain);
    serde_json::from_str(text).or_else(yaml).unwrap_or_else(|error| panic!("`{file}`: {error}"))
}

/// Data without the additions of YAML: keys become text, tags are dropped.
fn plain(value: serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Mapping(mapping) => {
            let entry = |(key, value)| (key_text(&plain(key)), plain(value));
            Value::Object(mapping.into_iter().map(entry).collect::<Map<_, _>>())
        }
        serde_yaml::Value::Sequence(items) => items.into_iter().map(plain).collect(),
        serde_yaml::Value::Tagged(tagged) => plain(tagged.value),
        scalar => serde_json::to_value(scalar).expect("a scalar of YAML is one of JSON"),
    }
}

/// A key as text: `200` is the same as `'200'`.
fn key_text(key: &Value) -> String {
    key.as_str().map_or_else(|| key.to_string(), str::to_owned)
}

/// The names of the other files in all references of a value, and in the list of files that hold paths.
fn find_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            let listed = object.get("x-path-files").and_then(Value::as_array).into_iter().flatten();
            let referred = object.get("$ref").into_iter();
            let names = listed.chain(referred).filter_map(Value::as_str);
            let files =
                names.map(|name| name.split('#').next().unwrap_or_default()).filter(|file| !file.is_empty());
            found.extend(files.map(str::to_owned));
            object.values().for_each(|value| find_references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| find_references(value, found)),
        _ => {}
    }
}

/// The name of a file, or the address, that another one refers to. What starts with a slash is a file of the description; what names its
/// scheme stands alone.
pub(crate) fn join(file: &str, other: &str) -> String {
    if let Some(file) = other.strip_prefix('/') {
        return file.to_owned();
    }
    if other.contains("://") {
        return other.to_owned();
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in other.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}
