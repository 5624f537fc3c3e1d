//! One action of an overlay: what it selects, and what becomes of that (Overlay 1.2, 4.6.4).

use serde_json::Value;

use super::growth::{Growth, Load};
use super::merge::Merge;
use super::selection::Selection;
use crate::diagnostics::{self, Diagnostics, Place};
use crate::pointer::Pointer;
use crate::source::{Origins, Tree};

/// The members of an action.
const KEYS: &[&str] = &["$ref", "target", "description", "update", "remove", "copy"];

/// An action on its way.
pub(super) struct Work<'a> {
    /// The file that is changed.
    pub(super) file: &'a str,
    /// What it says.
    pub(super) tree: &'a mut Tree,
    pub(super) origins: &'a mut Origins,
    /// What the actions before it brought.
    pub(super) growth: &'a mut Growth,
    /// The file of the overlay.
    pub(super) overlay: &'a str,
    /// Where the action stands in it.
    pub(super) at: Pointer,
    /// Where what it does stands in it: in the action, or in the reusable one that it refers to.
    pub(super) fields: Pointer,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Work<'_> {
    /// Carries out an action, or a reusable one for the target of its own.
    pub(super) fn carry_out(mut self, action: &Value, reusable: Option<&Value>) {
        self.unknown_keys(action);
        let Some(places) = self.select(action, "target") else { return };
        let action = match action.get("$ref") {
            None => action,
            Some(reference) => match self.reused(reference, reusable) {
                Some(fields) => fields,
                None => return,
            },
        };
        if action.get("remove") == Some(&Value::Bool(true)) {
            return self.remove(places);
        }
        let brought = match (action.get("update"), action.get("copy")) {
            (Some(update), None) => {
                Some((update.clone(), (self.overlay.to_owned(), self.fields.child("update"))))
            }
            (None, Some(_)) => self.copied(action),
            _ => {
                let message = "an action has one of `update`, `copy` and `remove: true`";
                let place = self.place(None);
                return self.diagnostics.report(diagnostics::malformed_action(message, place));
            }
        };
        let Some((value, from)) = brought else { return };
        let load = Load::of(&value);
        for place in places {
            if let Err(reason) = self.growth.add(&load, &place) {
                let place = self.place(None);
                return self.diagnostics.report(diagnostics::overgrown_description(&reason, place));
            }
            self.update(&place, &value, &from);
        }
    }

    /// The fields of the reusable action that a reference names (Overlay 1.2, 4.6.5 and 4.6.6).
    fn reused<'v>(&mut self, reference: &Value, reusable: Option<&'v Value>) -> Option<&'v Value> {
        let name = reference.as_str().and_then(|text| text.strip_prefix("#/components/actions/"));
        let place = name.map(|name| Pointer::parse(&format!("/components/actions/{name}")));
        let key = place.as_ref().and_then(|place| place.segments().nth(2));
        let fields = key.and_then(|key| reusable?.get(&*key)?.get("fields"));
        match (place, fields) {
            (Some(place), Some(fields)) => {
                self.fields = place.child("fields");
                Some(fields)
            }
            _ => {
                let message = format!("{reference} names no reusable action with `fields`");
                let place = self.place(Some("$ref"));
                self.diagnostics.report(diagnostics::malformed_action(&message, place));
                None
            }
        }
    }

    fn unknown_keys(&mut self, action: &Value) {
        for key in action.as_object().into_iter().flat_map(serde_json::Map::keys) {
            if !KEYS.contains(&key.as_str()) && !key.starts_with("x-") {
                let place = self.place(Some(key));
                self.diagnostics.report(diagnostics::unknown_keyword(key, place));
            }
        }
    }

    /// The place of the action in its file, or of a member of it.
    fn place(&self, key: Option<&str>) -> Place {
        let at = key.map_or_else(|| self.at.clone(), |key| self.at.child(key));
        Place::InFile(self.overlay.to_owned(), at)
    }

    /// What a path of the action selects, each node once. That there is nothing is said.
    fn select(&mut self, action: &Value, key: &str) -> Option<Vec<Pointer>> {
        let Some(text) = action.get(key).and_then(Value::as_str) else {
            let message = format!("an action has a `{key}`, which is a path");
            let place = self.place(None);
            self.diagnostics.report(diagnostics::malformed_action(&message, place));
            return None;
        };
        let place = self.place(Some(key));
        let selection = match Selection::parse(text) {
            Ok(selection) => selection,
            Err(reason) => {
                self.diagnostics.report(diagnostics::invalid_target(text, &reason, place));
                return None;
            }
        };
        let places = selection.of(self.tree);
        if places.is_empty() {
            self.diagnostics.report(diagnostics::unmatched_target(text, place));
        }
        Some(places)
    }

    /// What `copy` selects, and where it was written.
    fn copied(&mut self, action: &Value) -> Option<(Value, (String, Pointer))> {
        let places = self.select(action, "copy")?;
        let [place] = places.as_slice() else {
            if !places.is_empty() {
                let message = format!("`copy` selects one node, not {}", places.len());
                let place = self.place(Some("copy"));
                self.diagnostics.report(diagnostics::malformed_action(&message, place));
            }
            return None;
        };
        let value = self.tree.pointer(place.as_str())?.clone();
        Some((value, self.origins.written(self.file.to_owned(), place.clone())))
    }

    fn update(&mut self, place: &Pointer, value: &Value, from: &(String, Pointer)) {
        let Some(target) = self.tree.pointer_mut(place.as_str()) else { return };
        if target.is_object() && !value.is_object() {
            let message = "an object is updated by an object";
            let at = Place::InFile(self.overlay.to_owned(), self.at.clone());
            return self.diagnostics.report(diagnostics::malformed_action(message, at));
        }
        let mut merge = Merge { file: self.file, origins: self.origins };
        match target {
            Value::Array(items) if !value.is_array() => merge.append(items, value, place, from.clone()),
            target => merge.merge(target, value, place, from.clone()),
        }
    }

    /// Takes nodes out, the last and the innermost first, so that the places of the others hold until it is their turn.
    fn remove(&mut self, mut places: Vec<Pointer>) {
        places.sort_by_cached_key(in_order);
        for place in places.iter().rev() {
            let (Some(holder), Some(name)) = (place.parent(), place.segments().last()) else {
                let message = "the whole description cannot be removed";
                let at = self.place(Some("target"));
                self.diagnostics.report(diagnostics::malformed_action(message, at));
                continue;
            };
            self.origins.forget(self.file, place);
            match self.tree.pointer_mut(holder.as_str()) {
                Some(Value::Object(members)) => drop(members.shift_remove(&*name)),
                Some(Value::Array(items)) => {
                    let Some(index) = name.parse().ok().filter(|index| *index < items.len()) else {
                        continue;
                    };
                    items.remove(index);
                    self.origins.moved_up(self.file, &holder, index, items.len());
                }
                _ => {}
            }
        }
    }
}

/// What puts the places of nodes in the order of the document where they stand in lists, and what holds others before it.
fn in_order(place: &Pointer) -> Vec<(usize, String)> {
    place.segments().map(|segment| (segment.parse().unwrap_or(0), segment.into_owned())).collect()
}
