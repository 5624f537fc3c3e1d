//! Generated source, read for the names and types of what it takes.
//!
//! In: the files of a crate. Out: its methods and setters, each argument with its type and the place in the request that it goes to.
//! Deliberately absent: descriptions.

use std::collections::BTreeMap;

use serde_json::Value;
use support::without_patterns;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, FnArg, ImplItem, Item, Lit, Pat, Stmt};

use crate::tables::Table;
use crate::types::{Scope, Type, last_name, taken};

/// A crate.
pub(crate) struct Crate {
    pub(crate) name: String,
    apis: Vec<Api>,
    forms: BTreeMap<String, Form>,
}

/// A module of operations.
pub(crate) struct Api {
    pub(crate) module: String,
    scope: Scope,
    methods: Vec<Method>,
    setters: Vec<Method>,
    /// The method and path of each marker.
    endpoints: BTreeMap<String, (String, String)>,
    /// The branches of each choice between bodies.
    choices: BTreeMap<String, Vec<(String, Type)>>,
}

/// A method that gives back a call.
#[derive(Clone)]
pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) marker: String,
    pub(crate) arguments: Vec<Argument>,
}

/// An argument.
#[derive(Clone)]
pub(crate) struct Argument {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) place: Place,
}

/// Where an argument goes.
#[derive(Clone)]
pub(crate) enum Place {
    /// To a parameter of a location and name.
    Parameter(String, String),
    /// To the body.
    Body,
}

/// The body of a form, which is built by hand, since it holds files.
struct Form {
    scope: Scope,
    new: Vec<Argument>,
    setters: Vec<Method>,
    /// The field of each part.
    parts: BTreeMap<String, String>,
    /// The type of each part of which a range is all that is declared, and not everything is in it.
    types: BTreeMap<String, String>,
}

impl Crate {
    pub(crate) fn read(name: &str, files: &BTreeMap<String, String>) -> Self {
        let parsed = |path: &&String| syn::parse_file(&files[*path]).unwrap();
        let below = |folder: &'static str| files.keys().filter(move |path| path.starts_with(folder));
        let apis = below("src/api/").map(|path| {
            let module = path.trim_start_matches("src/api/").trim_end_matches(".rs").to_owned();
            let module =
                if syn::parse_str::<syn::Ident>(&module).is_ok() { module } else { format!("r#{module}") };
            Api::read(module, &parsed(&path))
        });
        let apis = apis.collect();
        let mut forms = BTreeMap::new();
        for file in below("src/models/").map(|path| parsed(&path)) {
            read_forms(&file, &mut forms);
        }
        Self { name: name.to_owned(), apis, forms }
    }

    /// The method that calls an operation.
    pub(crate) fn method(&self, method: &str, path: &str) -> (&Api, &Method) {
        let called = |api: &&Api, call: &Method| {
            let endpoint = api.endpoints.get(&call.marker);
            endpoint.is_some_and(|(known, template)| known == method && without_patterns(template) == path)
        };
        let found =
            self.apis.iter().find_map(|api| Some((api, api.methods.iter().find(|call| called(&api, call))?)));
        found.unwrap_or_else(|| panic!("{}: nothing calls {method} {path}", self.name))
    }

    /// The method and path of each operation.
    pub(crate) fn endpoints(&self) -> impl Iterator<Item = &(String, String)> {
        self.apis.iter().flat_map(|api| api.endpoints.values())
    }

    /// The expression of a value of a type.
    pub(crate) fn value(&self, api: &Api, ty: &Type, value: &Value) -> String {
        self.value_in(&api.scope, ty, value)
    }

    fn value_in(&self, scope: &Scope, ty: &Type, value: &Value) -> String {
        let (text, path) = (value.to_string(), scope.spelled(ty, &self.name));
        match path.rsplit("::").next().unwrap_or_default() {
            "File" => format!("{}::File::from_bytes(\"content\").with_name(\"file.bin\")", self.name),
            "File>" => format!("vec![{}::File::from_bytes(\"content\")]", self.name),
            "Parts" => format!("{path}::new().texts(\"anything\", [\"text\"], None)"),
            last => match self.forms.get(last) {
                Some(form) => self.form(&path, form, value),
                // A media type that is text to the client, whatever its schema.
                None if path == "String" && !value.is_string() => format!("{text:?}.to_owned()"),
                None => format!("value::<{path}>({text:?})"),
            },
        }
    }

    /// A form with all its parts.
    fn form(&self, path: &str, form: &Form, value: &Value) -> String {
        let part = |argument: &Argument| {
            let field = argument.name.trim_start_matches("r#");
            let wire = form.parts.get(field).unwrap_or_else(|| panic!("{path}: `{field}` is no part"));
            let written = self.value_in(&form.scope, &argument.ty, &value[wire.as_str()]);
            match form.types.get(field) {
                Some(media_type) => {
                    let typed = format!("(\"content\").with_content_type({media_type:?})");
                    written.replace("(\"content\")", &typed)
                }
                None => written,
            }
        };
        let arguments: Vec<String> = form.new.iter().map(part).collect();
        let setters = form
            .setters
            .iter()
            .filter(|setter| form.parts.contains_key(setter.name.trim_start_matches("r#")));
        let setters = setters.map(|setter| format!(".{}({})", setter.name, part(&setter.arguments[0])));
        format!("{path}::new({}){}", arguments.join(", "), setters.collect::<String>())
    }
}

impl Api {
    fn read(module: String, file: &syn::File) -> Self {
        let mut api = Self {
            module,
            scope: Scope::read(file),
            methods: Vec::new(),
            setters: Vec::new(),
            endpoints: BTreeMap::new(),
            choices: BTreeMap::new(),
        };
        for item in &file.items {
            match item {
                Item::Impl(block) => api.read_block(block),
                Item::Macro(item) if item.mac.path.is_ident("operation") => {
                    let Endpoint { marker, method, path } = item.mac.parse_body().unwrap();
                    api.endpoints.insert(marker, (method, path));
                }
                Item::Macro(item) => {
                    let table = Table::read("parameters", &item.mac);
                    let table = table.map(|table| (table.name.clone(), table));
                    api.setters.extend(table.into_iter().flat_map(|(marker, table)| table.setters(&marker)));
                }
                Item::Enum(choice) if !choice.variants.is_empty() => {
                    let field = |variant: &syn::Variant| Some(taken(&variant.fields.iter().next()?.ty));
                    let branch = |variant: &syn::Variant| Some((variant.ident.to_string(), field(variant)?));
                    let branches = choice.variants.iter().filter_map(branch).collect();
                    api.choices.insert(choice.ident.to_string(), branches);
                }
                _ => {}
            }
        }
        api
    }

    fn read_block(&mut self, block: &syn::ItemImpl) {
        let own = last_name(&taken(&block.self_ty));
        for item in &block.items {
            match item {
                ImplItem::Fn(function) if own == "Call" => {
                    self.setters.extend(method(function, generic(&taken(&block.self_ty))));
                }
                ImplItem::Fn(function) => self.methods.extend(method(function, called(function))),
                _ => {}
            }
        }
    }

    /// The setters of a call.
    pub(crate) fn setters(&self, marker: &str) -> impl Iterator<Item = &Method> {
        self.setters.iter().filter(move |setter| setter.marker == marker)
    }

    /// The choice between bodies that a type is, if it is one.
    pub(crate) fn choice(&self, ty: &Type) -> Option<(&String, &Vec<(String, Type)>)> {
        self.choices.get_key_value(&last_name(ty))
    }
}

/// The marker in `Call<Marker>`.
fn generic(ty: &Type) -> Option<String> {
    let Type::Named(_, inner) = ty else { return None };
    inner.first().map(last_name)
}

fn called(function: &syn::ImplItemFn) -> Option<String> {
    let syn::ReturnType::Type(_, ty) = &function.sig.output else { return None };
    // What methods of forms give back is no type that is taken.
    let syn::Type::Path(_) = &**ty else { return None };
    generic(&taken(ty)).filter(|_| last_name(&taken(ty)) == "Call")
}

/// A method with its arguments; none, where it makes no call.
fn method(function: &syn::ImplItemFn, marker: Option<String>) -> Option<Method> {
    let marker = marker?;
    let places = places(&function.block.stmts);
    let argument = |argument: &FnArg| {
        let (name, ty) = named(argument)?;
        let place = places.iter().find(|(variable, _)| *variable == name);
        let place = place.map_or(Place::Body, |(_, place)| place.clone());
        Some(Argument { name, ty, place })
    };
    let arguments = function.sig.inputs.iter().filter_map(argument).collect();
    Some(Method { name: function.sig.ident.to_string(), marker, arguments })
}

fn named(argument: &FnArg) -> Option<(String, Type)> {
    let FnArg::Typed(argument) = argument else { return None };
    let Pat::Ident(name) = &*argument.pat else { return None };
    Some((name.ident.to_string(), taken(&argument.ty)))
}

/// Which variables the statements put where.
fn places(statements: &[Stmt]) -> Vec<(String, Place)> {
    let mut places = Vec::new();
    for statement in statements {
        let Stmt::Expr(Expr::MethodCall(call), _) = statement else { continue };
        let location = call.method.to_string().replace("secret_header", "header");
        let arguments: Vec<&Expr> = call.args.iter().collect();
        let is_parameter = ["path", "query", "header", "cookie"].contains(&location.as_str());
        if let ([Expr::Lit(wire), _, value], true) = (arguments.as_slice(), is_parameter)
            && let (Lit::Str(wire), Some(name)) = (&wire.lit, variable(value))
        {
            places.push((name, Place::Parameter(location, wire.value())));
        }
    }
    places
}

/// The variable that an expression makes a value of.
fn variable(value: &Expr) -> Option<String> {
    match value {
        Expr::Reference(inner) => variable(&inner.expr),
        Expr::MethodCall(inner) => variable(&inner.receiver),
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}

/// The table of an operation: its marker, with the method and path in the first row.
struct Endpoint {
    marker: String,
    method: String,
    path: String,
}

impl Parse for Endpoint {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        input.call(syn::Attribute::parse_outer)?;
        let marker = input.parse::<syn::Ident>()?.to_string();
        let rows;
        syn::braced!(rows in input);
        rows.parse::<syn::LitStr>()?;
        rows.parse::<syn::Token![:]>()?;
        let (method, path) = (rows.parse::<syn::LitStr>()?.value(), rows.parse::<syn::LitStr>()?.value());
        rows.parse::<proc_macro2::TokenStream>()?;
        Ok(Self { marker, method, path })
    }
}

/// Takes the forms of a file: their tables of parts, and how they are built. Those that are models too are read as such.
fn read_forms(file: &syn::File, forms: &mut BTreeMap<String, Form>) {
    let mut tables = BTreeMap::new();
    for item in &file.items {
        if let Item::Macro(item) = item
            && item.mac.path.is_ident("form")
        {
            let text = item.mac.tokens.to_string();
            tables
                .insert(text.split(' ').next().unwrap_or_default().to_owned(), (parts(&text), types(&text)));
        }
    }
    for item in &file.items {
        let Item::Macro(item) = item else { continue };
        let Some(mut table) = Table::read("builder", &item.mac) else { continue };
        let Some((parts, types)) = tables.remove(&table.name) else { continue };
        let (name, new) = (table.name.clone(), std::mem::take(&mut table.new));
        forms.insert(name, Form { scope: Scope::read(file), new, setters: table.setters(""), parts, types });
    }
}

/// The field of each part, by the rows `"wire" => kind(… form.field …)`.
fn parts(table: &str) -> BTreeMap<String, String> {
    let mut parts = BTreeMap::new();
    for row in table.split("=>").collect::<Vec<_>>().windows(2) {
        let wire = row[0].rsplit('"').nth(1).unwrap_or_default().to_owned();
        let field = row[1].split("form . ").nth(1).unwrap_or_default();
        let field = field.split([' ', ',', ']', ')']).next().unwrap_or_default();
        parts.insert(field.trim_start_matches("r#").to_owned(), wire);
    }
    parts
}

/// Types for the parts whose rows have a range, by their fields.
fn types(table: &str) -> BTreeMap<String, String> {
    let mut types = BTreeMap::new();
    for row in table.split("=>").skip(1) {
        let field = row.split("form . ").nth(1).and_then(|rest| rest.split([' ', ',', ']', ')']).next());
        let range =
            row.split("Some (\"").nth(1).and_then(|rest| rest.split_once("/*\"")).map(|(kind, _)| kind);
        if let (Some(field), Some(kind)) = (field, range)
            && !["*", "application"].contains(&kind)
        {
            types.insert(field.trim_start_matches("r#").to_owned(), format!("{kind}/example"));
        }
    }
    types
}
