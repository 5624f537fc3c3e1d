//! Which models stand in which file, and what turns it on.

use super::fixture::{Fixture, names_in, object, optional};
use crate::ir::SchemaId;
use crate::rust::{Gate, Identifier, Model, Type};

#[test]
fn models_are_grouped_by_those_who_reach_them() {
    let mut fixture = Fixture::default();
    let none = object(&[]);
    let [one, both, always, told, known] =
        ["One", "Both", "Always", "Told", "Known"].map(|name| fixture.set(name, none.clone()));
    fixture.object("Idle", &[("known", optional(known))]);
    fixture.operation(&[0], Some(one), Some(both));
    fixture.operation(&[1], None, Some(both));
    fixture.operation(&[], None, Some(always));
    fixture.operation(&[2], None, Some(known));
    fixture.webhook(told);
    let (modules, _) = fixture.modules();
    let found: Vec<(&str, Vec<&str>)> =
        modules.iter().map(|module| (module.name.as_str(), names_in(module))).collect();
    let expected = [
        ("pets", vec!["One"]),
        ("webhook_payloads", vec!["Told"]),
        ("other_schemas", vec!["Idle"]),
        ("shared", vec!["Both", "Known"]),
        ("common", vec!["Always"]),
    ];
    assert_eq!(found, expected);
    let gates = modules.iter().map(|module| match &module.gate {
        Gate::Always => Vec::new(),
        Gate::Any(features) => features.iter().map(|feature| feature.0.as_str()).collect(),
    });
    let shared = vec!["other-schemas", "people", "pets", "shops"];
    let expected = [vec!["pets"], vec!["webhook-payloads"], vec!["other-schemas"], shared, Vec::new()];
    assert_eq!(gates.collect::<Vec<_>>(), expected);
}

#[test]
fn where_much_is_shared_those_who_share_it_have_files_of_their_own() {
    let mut fixture = Fixture::default();
    let all = fixture.set("All", object(&[]));
    let roots = ["Left", "Right"].map(|side| {
        let names: Vec<String> = (0..30).map(|number| format!("{side}{number}")).collect();
        let held: Vec<SchemaId> = names.iter().map(|name| fixture.set(name, object(&[]))).collect();
        let properties = names.iter().zip(held).map(|(name, held)| (name.as_str(), optional(held)));
        let properties: Vec<_> = properties.chain([("all", optional(all))]).collect();
        fixture.object(side, &properties)
    });
    for (tag, root) in [(0, roots[0]), (1, roots[0]), (1, roots[1]), (2, roots[1])] {
        fixture.operation(&[tag], None, Some(root));
    }
    let (modules, _) = fixture.modules();
    let found: Vec<(&str, usize, Vec<&str>)> = modules
        .iter()
        .map(|module| match &module.gate {
            Gate::Any(features) => {
                let features = features.iter().map(|feature| feature.0.as_str()).collect();
                (module.name.as_str(), module.items.len(), features)
            }
            Gate::Always => panic!("{} is always there", module.name.as_str()),
        })
        .collect();
    let expected = [
        ("shared_left", 31, vec!["pets", "shops"]),
        ("shared_all", 1, vec!["people", "pets", "shops"]),
        ("shared_right", 31, vec!["people", "shops"]),
    ];
    assert_eq!(found, expected);
    for (module, items, features) in &found {
        // Whatever a module names is there where the module is.
        let held =
            modules.iter().filter(|other| other.name.as_str() == *module).flat_map(|other| &other.items);
        let held: Vec<&Identifier> = held.flat_map(Model::types).flat_map(Type::models).collect();
        assert!(*items == 1 || held.len() == 31);
        for name in held {
            let home =
                modules.iter().find(|other| other.items.iter().any(|item| item.name() == name)).unwrap();
            let (_, _, there) = found.iter().find(|(module, _, _)| *module == home.name.as_str()).unwrap();
            assert!(features.iter().all(|feature| there.contains(feature)), "{}", name.as_str());
        }
    }
    assert_eq!(modules[0].doc.0, "Models that `pets` and `shops` share.");
    assert_eq!(modules[1].doc.0, "Models that `pets`, `shops` and `people` share.");
}
