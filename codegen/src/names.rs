//! The only place where a raw name of the document becomes an identifier.
//!
//! In: an [`ir::Api`]. Out: [`Names`], total maps from the things of the API to identifiers that are unique in their scope,
//! whatever the order in which the document lists them. A thing that did not get the name it asked for is reported as a
//! note. Deliberately absent: Rust types, tokens.

pub(crate) use api::variable_values;
pub(crate) use pins::Pins;
mod api;
mod candidates;
mod members;
mod pins;
mod reserved;
mod rules;
mod scope;
mod symbols;
mod types;
mod words;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use indexmap::IndexMap;

use crate::diagnostics::Diagnostics;
use crate::graph::Reach;
use crate::ir::{self, OperationId, SchemaId, StatusPattern, TagId};
use crate::parallel;
use crate::rust::Identifier;

/// Every identifier of the generated crate.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    types: BTreeMap<SchemaId, Identifier>,
    requests: BTreeMap<SchemaId, Identifier>,
    fields: BTreeMap<SchemaId, IndexMap<String, FieldNames>>,
    unknown_fields: BTreeMap<SchemaId, Identifier>,
    variants: BTreeMap<SchemaId, Vec<Identifier>>,
    unknown_variants: BTreeMap<SchemaId, Identifier>,
    operations: BTreeMap<OperationId, OperationNames>,
    tags: BTreeMap<TagId, TagNames>,
    untagged: TagNames,
    builder: BTreeMap<BuilderKey, Identifier>,
    server_types: BTreeMap<String, ServerEnumerationNames>,
    /// Every type there is, of models and of the API.
    taken: HashSet<String>,
    /// What was pinned before.
    pinned: Pins,
    /// What is to be pinned from now on.
    allocated: Pins,
    /// Stands in for what was not asked for; never seen in practice.
    missing: Identifier,
}

/// Names of one property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldNames {
    /// The field.
    pub(crate) field: Identifier,
    /// The method that sets it.
    pub(crate) setter: Identifier,
}

/// Names of one operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OperationNames {
    /// The marker type, such as `ListOrgs`.
    pub(crate) marker: Identifier,
    /// The method, such as `list_orgs`.
    pub(crate) method: Identifier,
    /// Arguments and setters, one for each parameter in the order of the list.
    pub(crate) parameters: Vec<Identifier>,
    /// The type of a body of several media types, such as `UploadIdPForOrgBody`.
    pub(crate) body: Identifier,
    /// Its variants, one for each media type in the order of the list.
    pub(crate) body_variants: Vec<Identifier>,
}

/// Names of one tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TagNames {
    /// The handle's type, such as `OrgConnections`.
    pub(crate) handle: Identifier,
    /// The module, its file, and the method of `Client`, such as `org_connections`.
    pub(crate) module: Identifier,
    /// The Cargo feature, such as `org-connections`.
    pub(crate) feature: String,
    /// Constants for the headers of answers, such as `X_TOTAL_COUNT`.
    pub(crate) headers: BTreeMap<HeaderKey, Identifier>,
}

/// A header of answers by its name in small letters: wherever it is declared, or where a single operation declares it for a status.
pub(crate) type HeaderKey = (String, Option<(OperationId, StatusPattern)>);

/// Names of the open enumeration of a server variable's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ServerEnumerationNames {
    /// The type, such as `Site`.
    pub(crate) name: Identifier,
    /// One for each value in the order of the list.
    pub(crate) variants: Vec<Identifier>,
    /// The variant of a value that is not listed.
    pub(crate) unknown: Identifier,
}

/// More branches than this are not joined to a name.
const MOST_JOINED: usize = 4;
/// Joined names are no longer than this.
const LONGEST_JOINED: usize = 60;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum BuilderKey {
    Variable(String),
    Credential(String),
    ClientCredentials(String),
}

/// Allocates every name once; what is pinned keeps its own. Clashes are reported as notes.
pub(crate) fn allocate(api: &ir::Api, reach: &Reach, pinned: Pins, diagnostics: &mut Diagnostics) -> Names {
    let mut names = Names { pinned, ..Names::empty() };
    let (members, ()) =
        parallel::both(|| members::of(api), || types::allocate(api, reach, &mut names, diagnostics));
    for members in members {
        members.settle(&mut names, diagnostics);
    }
    let in_api = api::allocate(api, &mut names, diagnostics);
    let models = names.types.values().chain(names.requests.values()).map(|model| model.as_str().to_owned());
    names.taken = models.chain(in_api).collect();
    names
}

impl Names {
    fn empty() -> Self {
        let missing = Identifier::new("missing".to_owned());
        let untagged = TagNames {
            handle: missing.clone(),
            module: missing.clone(),
            feature: String::new(),
            headers: BTreeMap::new(),
        };
        Self {
            types: BTreeMap::new(),
            requests: BTreeMap::new(),
            fields: BTreeMap::new(),
            unknown_fields: BTreeMap::new(),
            variants: BTreeMap::new(),
            unknown_variants: BTreeMap::new(),
            operations: BTreeMap::new(),
            tags: BTreeMap::new(),
            untagged,
            builder: BTreeMap::new(),
            server_types: BTreeMap::new(),
            taken: HashSet::new(),
            pinned: Pins::default(),
            allocated: Pins::default(),
            missing,
        }
    }

    /// The names to be pinned.
    pub(crate) fn allocated(&self) -> &Pins {
        &self.allocated
    }

    /// The type of a schema that becomes an item; none for those that are written in place.
    pub(crate) fn ty(&self, schema: SchemaId) -> Option<&Identifier> {
        self.types.get(&schema)
    }

    /// The type that stands for a schema in requests, where that is another than the one in responses.
    pub(crate) fn request_ty(&self, schema: SchemaId) -> Option<&Identifier> {
        self.requests.get(&schema)
    }

    /// The field and the setter of a property, by its name on the wire.
    pub(crate) fn property(&self, schema: SchemaId, wire: &str) -> Option<&FieldNames> {
        self.fields.get(&schema)?.get(wire)
    }

    /// The field that keeps undeclared properties.
    pub(crate) fn unknown_field(&self, schema: SchemaId) -> &Identifier {
        self.unknown_fields.get(&schema).unwrap_or(&self.missing)
    }

    /// The variants of an enumeration or a union, one for each value in the order of the list.
    pub(crate) fn variants(&self, schema: SchemaId) -> &[Identifier] {
        self.variants.get(&schema).map_or(&[], Vec::as_slice)
    }

    /// The variant that keeps what an enumeration or a union does not name.
    pub(crate) fn unknown_variant(&self, schema: SchemaId) -> &Identifier {
        self.unknown_variants.get(&schema).unwrap_or(&self.missing)
    }

    /// The names of an operation.
    pub(crate) fn operation(&self, operation: OperationId) -> Option<&OperationNames> {
        self.operations.get(&operation)
    }

    /// The names of a tag; those of the operations without a tag if there is no such tag.
    pub(crate) fn tag(&self, tag: TagId) -> &TagNames {
        self.tags.get(&tag).unwrap_or(&self.untagged)
    }

    /// The handle and the module of operations that have no tag.
    pub(crate) fn untagged(&self) -> &TagNames {
        &self.untagged
    }

    /// The builder's method for a server variable.
    pub(crate) fn server_variable(&self, variable: &str) -> &Identifier {
        self.builder.get(&BuilderKey::Variable(variable.to_owned())).unwrap_or(&self.missing)
    }

    /// The enumeration of a server variable's values, if it lists any.
    pub(crate) fn server_enumeration(&self, variable: &str) -> Option<&ServerEnumerationNames> {
        self.server_types.get(variable)
    }

    /// The builder's method for a credential, by the name of its security scheme.
    pub(crate) fn credential(&self, scheme: &str) -> &Identifier {
        self.builder.get(&BuilderKey::Credential(scheme.to_owned())).unwrap_or(&self.missing)
    }

    /// The builder's method for the client credentials of a security scheme.
    pub(crate) fn client_credentials(&self, scheme: &str) -> &Identifier {
        self.builder.get(&BuilderKey::ClientCredentials(scheme.to_owned())).unwrap_or(&self.missing)
    }

    /// The name of a union of answers: its branches, sorted and joined by `Or`. The same set always has the same name; none if
    /// that would be long.
    pub(crate) fn union_of(&self, branches: &[&str]) -> Option<Identifier> {
        let mut sorted = branches.to_vec();
        sorted.sort_unstable();
        let joined = sorted.join("Or");
        let is_short = sorted.len() <= MOST_JOINED && joined.len() <= LONGEST_JOINED;
        let name = if self.is_type(&joined) { format!("{joined}Answer") } else { joined };
        (is_short && !self.is_type(&name)).then(|| Identifier::new(name))
    }

    /// The name of the union of answers of one operation, on success or failure.
    pub(crate) fn union_of_operation(&self, marker: &Identifier, failure: bool) -> Identifier {
        let name = format!("{}{}", marker.as_str(), if failure { "Error" } else { "Output" });
        let longer = |suffix: &&str| !self.is_type(&format!("{name}{suffix}"));
        let suffix = ["", "Body", "Answer", "OfOperation"].into_iter().find(longer).unwrap_or("AnswerBody");
        Identifier::new(format!("{name}{suffix}"))
    }

    /// Whether a type has this name already.
    fn is_type(&self, name: &str) -> bool {
        self.taken.contains(name) || reserved::TYPES.contains(&name)
    }

    /// The argument or setter for the body of a request; no parameter is called so.
    pub(crate) fn body_argument() -> Identifier {
        Identifier::new("body".to_owned())
    }

    /// The module of models that several tags share.
    pub(crate) fn shared_module() -> Identifier {
        Identifier::new("shared".to_owned())
    }

    /// The module of those of them that the same tags share, called after the one with the shortest name. No other module is called so.
    pub(crate) fn shared_module_of<'a>(
        models: impl Iterator<Item = &'a Identifier>,
        taken: &BTreeSet<Identifier>,
    ) -> Identifier {
        let shortest = models.min_by_key(|name| name.as_str().len());
        let mut name = "shared".to_owned();
        for word in words::words(shortest.map_or("", Identifier::as_str)) {
            let longer = format!("{name}_{}", words::snake(&[word]));
            if longer.len() > LONGEST_JOINED {
                break;
            }
            name = longer;
        }
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered).map(Identifier::new);
        names.find(|name| !taken.contains(name)).unwrap_or_else(Self::shared_module)
    }

    /// The module of the models of webhooks and callbacks.
    pub(crate) fn webhooks_module() -> Identifier {
        Identifier::new("webhook_payloads".to_owned())
    }

    /// The feature of the models of webhooks and callbacks.
    pub(crate) fn webhooks_feature() -> &'static str {
        "webhook-payloads"
    }

    /// The module of the models of components that nothing uses.
    pub(crate) fn components_module() -> Identifier {
        Identifier::new("other_schemas".to_owned())
    }

    /// The feature of the models of components that nothing uses.
    pub(crate) fn components_feature() -> &'static str {
        "other-schemas"
    }

    /// The module of models that are compiled whatever the features.
    pub(crate) fn common_module() -> Identifier {
        Identifier::new("common".to_owned())
    }

    /// The variants of a union of answers, each by the name of what it holds, and whether that is a model: models go first.
    pub(crate) fn variants_of_bodies(branches: &[(&str, bool)]) -> Vec<Identifier> {
        let claims = branches.iter().enumerate().map(|(index, (raw, is_model))| scope::Claim {
            key: index,
            rank: (usize::from(!is_model), false, vec![(*raw).to_owned()]),
            candidates: candidates::of_body(raw),
        });
        let settled = scope::settle(claims.collect(), &["Self"]);
        settled.names.into_values().map(Identifier::new).collect()
    }
}
