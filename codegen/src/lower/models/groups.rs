//! Groups of models: one file for each tag, one for webhooks, one for components that nothing uses, one for what several of these share, one
//! for what is always compiled.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{User, Users};
use crate::ir::{Api, TagId};
use crate::names::Names;
use crate::rust::{Doc, Feature, Gate, Identifier, Model, ModelModule};

/// Models by those who lead to them.
#[derive(Debug)]
pub(crate) struct Groups {
    files: BTreeMap<User, File>,
    of_user: BTreeMap<User, Vec<Model>>,
    shared: Vec<Model>,
    sharing: BTreeSet<User>,
    common: Vec<Model>,
}

/// The file of the models that only one leads to.
#[derive(Debug)]
struct File {
    doc: String,
    module: Identifier,
    feature: Feature,
}

impl Groups {
    pub(super) fn new(api: &Api, names: &Names) -> Self {
        let tags = (0..).map(TagId).zip(&api.tags).map(|(id, tag)| {
            let known = names.tag(id);
            let name = tag.name.split_whitespace().collect::<Vec<_>>().join(" ").replace('`', "'");
            let doc = format!("Models of the operations tagged `{name}`.");
            (User::Tag(id), File::new(&doc, known.module.clone(), &known.feature))
        });
        let webhooks = "Models of webhooks and callbacks: what the service sends by itself.";
        let components = "Models of the schemas that no operation uses.";
        let others = [
            (User::Webhooks, File::new(webhooks, Names::webhooks_module(), Names::webhooks_feature())),
            (
                User::Components,
                File::new(components, Names::components_module(), Names::components_feature()),
            ),
        ];
        Self {
            files: tags.chain(others).collect(),
            of_user: BTreeMap::new(),
            shared: Vec::new(),
            sharing: BTreeSet::new(),
            common: Vec::new(),
        }
    }

    /// Adds a model by who leads to it.
    pub(crate) fn add(&mut self, users: Users, model: Model) {
        match users {
            Users::One(user) => self.of_user.entry(user).or_default().push(model),
            Users::Several => self.shared.push(model),
            Users::Nobody | Users::Always => self.common.push(model),
        }
    }

    /// These lead to models that several share.
    pub(crate) fn share(&mut self, users: impl IntoIterator<Item = User>) {
        self.sharing.extend(users);
    }

    /// The models that were added.
    pub(crate) fn models(&self) -> impl Iterator<Item = &Model> {
        self.of_user.values().flatten().chain(&self.shared).chain(&self.common)
    }

    /// The files, those of tags first.
    pub(crate) fn finish(self) -> Vec<ModelModule> {
        let Self { files, mut of_user, shared, sharing, common } = self;
        let features = sharing.iter().filter_map(|user| files.get(user)).map(|file| file.feature.clone());
        let shared = fixed_module(
            Names::shared_module(),
            Gate::Any(features.collect()),
            "Models that more than one of the other modules uses.",
            shared,
        );
        let common = fixed_module(
            Names::common_module(),
            Gate::Always,
            "Models that are there whatever the features.",
            common,
        );
        let own = files.into_iter().filter_map(|(user, file)| Some(file.with(of_user.remove(&user)?)));
        own.chain(shared).chain(common).collect()
    }
}

impl File {
    fn new(doc: &str, module: Identifier, feature: &str) -> Self {
        Self { doc: doc.to_owned(), module, feature: Feature(feature.to_owned()) }
    }

    fn with(self, items: Vec<Model>) -> ModelModule {
        ModelModule { name: self.module, gate: Gate::Any([self.feature].into()), doc: Doc(self.doc), items }
    }
}

fn fixed_module(name: Identifier, gate: Gate, doc: &str, items: Vec<Model>) -> Option<ModelModule> {
    let is_used = !items.is_empty();
    is_used.then(|| ModelModule { name, gate, doc: Doc(doc.to_owned()), items })
}
