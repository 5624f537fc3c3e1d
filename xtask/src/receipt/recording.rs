//! Takes down which files a generation reads.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;

use codegen::Files;

use super::hash;
use crate::folder::Folder;

/// A folder that remembers what was read in it.
#[derive(Debug)]
pub struct Recording<'a> {
    folder: &'a Folder,
    read: RefCell<BTreeMap<String, Option<String>>>,
}

impl<'a> Recording<'a> {
    /// Of a folder that nothing was read in yet.
    pub fn new(folder: &'a Folder) -> Self {
        Self { folder, read: RefCell::default() }
    }

    /// The hash of every file that was asked for; none where it could not be read.
    pub(super) fn into_read(self) -> BTreeMap<String, Option<String>> {
        self.read.into_inner()
    }
}

impl Files for Recording<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let content = self.folder.read(path);
        let hash = content.as_ref().ok().map(|bytes| hash(bytes));
        self.read.borrow_mut().insert(path.to_owned(), hash);
        content
    }

    fn overlays(&self) -> Vec<String> {
        self.folder.overlays()
    }
}
