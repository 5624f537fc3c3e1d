//! Groups of models: one file for each tag, one for what several tags share, one for what is always compiled.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::Users;
use crate::ir::{Api, TagId};
use crate::names::Names;
use crate::rust::{Doc, Feature, Gate, Identifier, Model, ModelModule};

/// Models by the tags of the operations that reach them.
#[derive(Debug)]
pub(crate) struct Groups {
    tags: BTreeMap<TagId, Tag>,
    of_tag: BTreeMap<TagId, Vec<Model>>,
    shared: Vec<Model>,
    sharing: BTreeSet<TagId>,
    common: Vec<Model>,
}

#[derive(Debug)]
struct Tag {
    name: String,
    module: Identifier,
    feature: Feature,
}

impl Groups {
    pub(super) fn new(api: &Api, names: &Names) -> Self {
        let tags = (0..).map(TagId).zip(&api.tags).map(|(id, tag)| {
            let known = names.tag(id);
            let feature = Feature(known.feature.clone());
            (id, Tag { name: tag.name.clone(), module: known.module.clone(), feature })
        });
        Self {
            tags: tags.collect(),
            of_tag: BTreeMap::new(),
            shared: Vec::new(),
            sharing: BTreeSet::new(),
            common: Vec::new(),
        }
    }

    /// Adds a model by who leads to it.
    pub(crate) fn add(&mut self, users: Users, model: Model) {
        match users {
            Users::Tag(tag) => self.of_tag.entry(tag).or_default().push(model),
            Users::Several => self.shared.push(model),
            Users::Nobody | Users::Always => self.common.push(model),
        }
    }

    /// Operations of these tags lead to models that several tags share.
    pub(crate) fn share(&mut self, tags: impl IntoIterator<Item = TagId>) {
        self.sharing.extend(tags);
    }

    /// The models that were added.
    pub(crate) fn models(&self) -> impl Iterator<Item = &Model> {
        self.of_tag.values().flatten().chain(&self.shared).chain(&self.common)
    }

    /// The files, those of tags first.
    pub(crate) fn finish(self) -> Vec<ModelModule> {
        let Self { tags, mut of_tag, shared, sharing, common } = self;
        let gate =
            Gate::Any(sharing.iter().filter_map(|id| tags.get(id)).map(|tag| tag.feature.clone()).collect());
        let modules = tags.into_iter().filter_map(|(id, tag)| Some(tag_module(tag, of_tag.remove(&id)?)));
        let shared =
            fixed_module(Names::shared_module(), gate, "Models that operations of several tags use.", shared);
        let common = fixed_module(
            Names::common_module(),
            Gate::Always,
            "Models that are there whatever the features.",
            common,
        );
        modules.chain(shared).chain(common).collect()
    }
}

fn tag_module(tag: Tag, items: Vec<Model>) -> ModelModule {
    let name = tag.name.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
    let doc = Doc(format!("Models of the operations tagged `{name}`."));
    ModelModule { name: tag.module, gate: Gate::Any([tag.feature].into()), doc, items }
}

fn fixed_module(name: Identifier, gate: Gate, doc: &str, items: Vec<Model>) -> Option<ModelModule> {
    let is_used = !items.is_empty();
    is_used.then(|| ModelModule { name, gate, doc: Doc(doc.to_owned()), items })
}
