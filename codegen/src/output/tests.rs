#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;

use crate::{Generation, Options, generate};

const SHOP: &str = r"
openapi: 3.0.3
info: { title: Shop API, version: '1.2' }
servers:
  - url: https://{region}.shop.test
    variables: { region: { default: eu, enum: [eu, us] } }
security: [{ key: [] }]
tags: [{ name: Orders, description: What was ordered. }]
paths:
  /orders:
    get:
      tags: [Orders]
      operationId: listOrders
      summary: List orders
      parameters:
        - { name: offset, in: query, schema: { type: integer } }
        - { name: state, in: query, schema: { type: array, items: { type: string } } }
      x-pagination: { pageOffsetParam: offset, resultsPath: data }
      responses:
        '200': { description: Orders., content: { application/json: { schema: { $ref: '#/components/schemas/Page' } } } }
        '404': { description: No shop., content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        '429': { description: Slower., content: { application/json: { schema: { $ref: '#/components/schemas/Limit' } } } }
  /ping:
    post:
      operationId: ping
      security: []
      responses: { '204': { description: Alive. } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
  schemas:
    Page: { type: object, required: [data], properties: { data: { type: array, items: { $ref: '#/components/schemas/Order' } } } }
    Order: { type: object, properties: { id: { type: string, format: uuid } } }
    Problem: { type: object, properties: { text: { type: string } } }
    Limit: { type: object, properties: { wait: { type: integer } } }
";

fn shop(crate_name: &str) -> Generation {
    let files = BTreeMap::from([("openapi.yaml".to_owned(), SHOP.as_bytes().to_vec())]);
    generate(
        &files,
        "openapi.yaml",
        &Options { crate_name: crate_name.to_owned(), manifest: None, allow_dangling: false },
    )
}

#[test]
fn a_crate_has_all_its_files() {
    let made = shop("shop-client");
    let all: Vec<&str> = made.files.keys().map(String::as_str).collect();
    for file in [
        "Cargo.toml",
        "README.md",
        "rustfmt.toml",
        "src/lib.rs",
        "src/client.rs",
        "src/api.rs",
        "src/api/orders.rs",
    ] {
        assert!(all.contains(&file), "{file} is not among {all:?}");
    }
    assert!(all.contains(&"runtime/src/uuid.rs") && !all.contains(&"runtime/src/time.rs"), "{all:?}");
    assert_eq!((made.summary.operations, made.diagnostics.has_errors()), (2, false));
}

#[test]
fn operations_stand_in_the_handle_of_their_tag() {
    let made = shop("shop-client");
    let orders = made.files.get("src/api/orders.rs").unwrap();
    for part in [
        "pub fn list_orders(&self) -> Call<ListOrders> {",
        "error LimitOrProblem,",
        "failure(404) \"application/json\" at 1,",
        "const PAGES: Pages = Pages::Offset(\"offset\");",
        "query state(each into String),",
        "# async fn example(client: shop_client::Client) -> Result<(), Box<dyn std::error::Error>> {",
    ] {
        assert!(orders.contains(part), "{part} is not in\n{orders}");
    }
    let client = made.files.get("src/client.rs").unwrap();
    assert!(
        client.contains("#[cfg(feature = \"orders\")]\n    #[inline]\n    pub fn orders(&self) -> Orders {"),
        "{client}"
    );
    assert!(client.contains("pub fn operations(&self) -> Operations {"), "{client}");
    assert!(client.contains("environment: \"SHOP_CLIENT_KEY\","), "{client}");
}

/// Names that the runtime has too.
const NAMES: &str = r"
openapi: 3.0.3
info: { title: Names, version: '1' }
paths:
  /style:
    put:
      tags: [Client]
      operationId: style
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Json' } } }
      responses:
        '200': { description: It., content: { application/json: { schema: { $ref: '#/components/schemas/Json' } } } }
        '404': { description: None., content: { application/json: { schema: { $ref: '#/components/schemas/Text' } } } }
        '500': { description: Why., content: { text/plain: { schema: { type: string } } } }
components:
  schemas:
    Style: { type: object, properties: { next: { $ref: '#/components/schemas/Empty' } } }
    Json: { type: object, properties: { all: { type: array, items: { $ref: '#/components/schemas/Style' } } } }
    Empty: { type: object, properties: { text: { type: string } } }
    Text: { type: object, properties: { text: { type: string } } }
";

#[test]
fn models_bear_names_that_the_runtime_has_too() {
    let files = BTreeMap::from([("openapi.yaml".to_owned(), NAMES.as_bytes().to_vec())]);
    let options = Options { crate_name: "names".to_owned(), manifest: None, allow_dangling: false };
    let made = generate(&files, "openapi.yaml", &options);
    let client = made.files.get("src/api/client_operations.rs").unwrap();
    for part in [
        "use crate::models;\n",
        "pub fn style(&self, body: models::Json) -> Call<PutStyle> {",
        "output Json<models::Json>,",
        "error TextOrText",
    ] {
        assert!(client.contains(part), "{part} is not in\n{client}");
    }
    let models = made.files.get("src/models/client_operations.rs").unwrap();
    for part in
        ["pub struct Style {", "pub next: Option<Empty>,", "0: json Text(Text),", "1: text TextBody(String),"]
    {
        assert!(models.contains(part), "{part} is not in\n{models}");
    }
}

#[test]
fn a_name_that_cargo_refuses_is_an_error() {
    for name in ["", "2ch", "box", "a b"] {
        let made = shop(name);
        assert!(made.diagnostics.iter().any(|diagnostic| diagnostic.rule == "crate-name"), "{name}");
        assert!(made.files.is_empty(), "{name}");
    }
}

#[test]
fn the_same_description_gives_the_same_files() {
    assert_eq!(shop("shop-client").files, shop("shop-client").files);
}
