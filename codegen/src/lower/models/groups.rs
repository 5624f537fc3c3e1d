//! Groups of models: one file for each tag, one for webhooks, one for components that nothing uses, one for what several of these share, one
//! for what is always compiled. Where much is shared, those that share it have files of their own, so that who turns on one tag compiles
//! no more than what that tag needs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::graph::{User, Users};
use crate::ir::{Api, TagId};
use crate::names::Names;
use crate::rust::{Doc, Feature, Gate, Identifier, Model, ModelModule};

/// Models by those who lead to them.
#[derive(Debug)]
pub(crate) struct Groups {
    files: BTreeMap<User, File>,
    of_users: BTreeMap<Arc<[User]>, Vec<Numbered>>,
    shared: Vec<Numbered>,
    sharing: BTreeSet<User>,
    common: Vec<Model>,
    added: usize,
}

/// A model, and which one it is of all.
type Numbered = (usize, Model);

/// So many models that several share stand in one file, whoever they are.
const MOST_SHARED: usize = 50;

/// So many that share a file are named in it.
const MOST_NAMED: usize = 4;

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
            of_users: BTreeMap::new(),
            shared: Vec::new(),
            sharing: BTreeSet::new(),
            common: Vec::new(),
            added: 0,
        }
    }

    /// Adds a model by who leads to it.
    pub(crate) fn add(&mut self, users: Users, model: Model) {
        match users {
            Users::These(users) => self.of_users.entry(users).or_default().push((self.added, model)),
            Users::Many => self.shared.push((self.added, model)),
            Users::Nobody | Users::Always => self.common.push(model),
        }
        self.added += 1;
    }

    /// These lead to models that many share.
    pub(crate) fn share(&mut self, users: impl IntoIterator<Item = User>) {
        self.sharing.extend(users);
    }

    /// The models that were added.
    pub(crate) fn models(&self) -> impl Iterator<Item = &Model> {
        let numbered = self.of_users.values().flatten().chain(&self.shared);
        numbered.map(|(_, model)| model).chain(&self.common)
    }

    /// The files, those of tags first.
    pub(crate) fn finish(mut self) -> Vec<ModelModule> {
        self.join();
        let mut taken: BTreeSet<Identifier> = self.files.values().map(|file| file.module.clone()).collect();
        taken.extend([Names::shared_module(), Names::common_module()]);
        let shared = std::mem::take(&mut self.shared);
        let doc = "Models that more than one of the other modules uses.";
        let shared = module(Names::shared_module(), self.gate(&self.sharing), doc, unnumbered(shared));
        let (mut own, mut of_several) = (Vec::new(), Vec::new());
        for (users, models) in std::mem::take(&mut self.of_users) {
            if let [user] = &*users {
                let Some(file) = self.files.get(user) else { continue };
                own.extend(module(file.module.clone(), self.gate([user]), &file.doc, unnumbered(models)));
                continue;
            }
            let name = Names::shared_module_of(models.iter().map(|(_, model)| model.name()), &taken);
            taken.insert(name.clone());
            let (gate, doc) = (self.gate(&*users), self.sharers(&users));
            of_several.extend(module(name, gate, &doc, unnumbered(models)));
        }
        let doc = "Models that are there whatever the features.";
        let common = module(Names::common_module(), Gate::Always, doc, self.common);
        own.into_iter().chain(shared).chain(of_several).chain(common).collect()
    }

    /// Puts all that several share into one file, where that is not much.
    fn join(&mut self) {
        let several = || self.of_users.iter().filter(|(users, _)| users.len() > 1);
        if self.shared.len() + several().map(|(_, models)| models.len()).sum::<usize>() > MOST_SHARED {
            return;
        }
        let (own, several): (BTreeMap<_, _>, BTreeMap<_, _>) =
            std::mem::take(&mut self.of_users).into_iter().partition(|(users, _)| users.len() == 1);
        self.of_users = own;
        self.sharing.extend(several.keys().flat_map(|users| users.iter()));
        self.shared.extend(several.into_values().flatten());
        self.shared.sort_by_key(|(number, _)| *number);
    }

    /// What is there if one of these is.
    fn gate<'a>(&self, users: impl IntoIterator<Item = &'a User>) -> Gate {
        let files = users.into_iter().filter_map(|user| self.files.get(user));
        Gate::Any(files.map(|file| file.feature.clone()).collect())
    }

    /// What a file says of those who share what is in it.
    fn sharers(&self, users: &[User]) -> String {
        let names = users.iter().filter_map(|user| self.files.get(user));
        let names: Vec<String> = names.map(|file| format!("`{}`", file.feature.0)).collect();
        match names.as_slice() {
            [others @ .., last] if others.len() < MOST_NAMED => {
                format!("Models that {} and {last} share.", others.join(", "))
            }
            _ => format!("Models that {} of the other modules share.", names.len()),
        }
    }
}

impl File {
    fn new(doc: &str, module: Identifier, feature: &str) -> Self {
        Self { doc: doc.to_owned(), module, feature: Feature(feature.to_owned()) }
    }
}

fn unnumbered(models: Vec<Numbered>) -> Vec<Model> {
    models.into_iter().map(|(_, model)| model).collect()
}

/// A file, if there is anything to put in it.
fn module(name: Identifier, gate: Gate, doc: &str, items: Vec<Model>) -> Option<ModelModule> {
    let is_used = !items.is_empty();
    is_used.then(|| ModelModule { name, gate, doc: Doc(doc.to_owned()), items })
}
