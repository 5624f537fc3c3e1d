//! The types that somebody would write by hand for the same JSON, with serde's derives.

use serde::Deserialize;

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Organisations {
    pub orgs: Option<Vec<Organisation>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Organisation {
    pub billing: Option<Typed>,
    pub created: Option<String>,
    pub description: Option<String>,
    pub name: Option<String>,
    pub public_id: Option<String>,
    pub settings: Option<Settings>,
    pub subscription: Option<Typed>,
    pub trial: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Typed {
    pub r#type: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Settings {
    pub private_widget_share: Option<bool>,
    pub saml: Option<Switch>,
    pub saml_autocreate_access_role: Option<Role>,
    pub saml_autocreate_users_domains: Option<Domains>,
    pub saml_can_be_enabled: Option<bool>,
    pub saml_idp_endpoint: Option<String>,
    pub saml_idp_initiated_login: Option<Switch>,
    pub saml_idp_metadata_uploaded: Option<bool>,
    pub saml_login_url: Option<String>,
    pub saml_strict_mode: Option<Switch>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Switch {
    pub enabled: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Domains {
    pub domains: Option<Vec<String>>,
    pub enabled: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub enum Role {
    #[serde(rename = "st")]
    Standard,
    #[serde(rename = "adm")]
    Admin,
    #[serde(rename = "ro")]
    ReadOnly,
    #[serde(untagged)]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Configs {
    pub data: Vec<Config>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Config {
    pub id: String,
    pub r#type: String,
    pub attributes: ConfigAttributes,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ConfigAttributes {
    pub name: String,
    pub description: String,
    pub value_type: String,
    pub value: serde_json::Value,
    pub modified_at: Option<jiff::Timestamp>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    Opened { id: i64, title: String, author: String },
    Renamed { id: i64, before: String, after: String },
    Closed { id: i64, reason: String, maybe_note: Option<String> },
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Figure {
    Circle { radius: f64, colour: String },
    Rectangle { width: f64, height: f64, colour: String },
    Polygon { corners: Vec<f64>, colour: String },
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Row {
    pub property_00: String,
    pub property_01: i64,
    pub property_02: Option<bool>,
    pub property_03: Option<f64>,
    pub property_04: Option<String>,
    pub property_05: Option<String>,
    pub property_06: Option<i64>,
    pub property_07: Option<bool>,
    pub property_08: Option<f64>,
    pub property_09: Option<String>,
    pub property_10: Option<String>,
    pub property_11: Option<i64>,
    pub property_12: Option<bool>,
    pub property_13: Option<f64>,
    pub property_14: Option<String>,
    pub property_15: Option<String>,
    pub property_16: Option<i64>,
    pub property_17: Option<bool>,
    pub property_18: Option<f64>,
    pub property_19: Option<String>,
    pub property_20: Option<String>,
    pub property_21: Option<i64>,
    pub property_22: Option<bool>,
    pub property_23: Option<f64>,
    pub property_24: Option<String>,
    pub property_25: Option<String>,
    pub property_26: Option<i64>,
    pub property_27: Option<bool>,
    pub property_28: Option<f64>,
    pub property_29: Option<String>,
    pub property_30: Option<String>,
    pub property_31: Option<i64>,
    pub property_32: Option<bool>,
    pub property_33: Option<f64>,
    pub property_34: Option<String>,
    pub property_35: Option<String>,
    pub property_36: Option<i64>,
    pub property_37: Option<bool>,
    pub property_38: Option<f64>,
    pub property_39: Option<String>,
    pub property_40: Option<String>,
    pub property_41: Option<i64>,
    pub property_42: Option<bool>,
    pub property_43: Option<f64>,
    pub property_44: Option<String>,
    pub property_45: Option<String>,
    pub property_46: Option<i64>,
    pub property_47: Option<bool>,
    pub property_48: Option<f64>,
    pub property_49: Option<String>,
    pub property_50: Option<String>,
    pub property_51: Option<i64>,
    pub property_52: Option<bool>,
    pub property_53: Option<f64>,
    pub property_54: Option<String>,
    pub property_55: Option<String>,
    pub property_56: Option<i64>,
    pub property_57: Option<bool>,
    pub property_58: Option<f64>,
    pub property_59: Option<String>,
}

/// Types that keep what they do not declare, as the generated ones do.
pub mod open {
    use std::collections::BTreeMap;

    use serde::Deserialize;
    use serde_json::Value;

    #[derive(Debug, Clone, PartialEq, Deserialize)]
    pub struct Organisations {
        pub orgs: Option<Vec<Organisation>>,
        #[serde(flatten)]
        pub more: BTreeMap<String, Value>,
    }

    #[derive(Debug, Clone, PartialEq, Deserialize)]
    pub struct Organisation {
        pub billing: Option<Typed>,
        pub created: Option<String>,
        pub description: Option<String>,
        pub name: Option<String>,
        pub public_id: Option<String>,
        pub settings: Option<Settings>,
        pub subscription: Option<Typed>,
        pub trial: Option<bool>,
        #[serde(flatten)]
        pub more: BTreeMap<String, Value>,
    }

    #[derive(Debug, Clone, PartialEq, Deserialize)]
    pub struct Typed {
        pub r#type: Option<String>,
        #[serde(flatten)]
        pub more: BTreeMap<String, Value>,
    }

    #[derive(Debug, Clone, PartialEq, Deserialize)]
    pub struct Settings {
        pub private_widget_share: Option<bool>,
        pub saml: Option<Switch>,
        pub saml_autocreate_access_role: Option<super::Role>,
        pub saml_autocreate_users_domains: Option<Domains>,
        pub saml_can_be_enabled: Option<bool>,
        pub saml_idp_endpoint: Option<String>,
        pub saml_idp_initiated_login: Option<Switch>,
        pub saml_idp_metadata_uploaded: Option<bool>,
        pub saml_login_url: Option<String>,
        pub saml_strict_mode: Option<Switch>,
        #[serde(flatten)]
        pub more: BTreeMap<String, Value>,
    }

    #[derive(Debug, Clone, PartialEq, Deserialize)]
    pub struct Switch {
        pub enabled: Option<bool>,
        #[serde(flatten)]
        pub more: BTreeMap<String, Value>,
    }

    #[derive(Debug, Clone, PartialEq, Deserialize)]
    pub struct Domains {
        pub domains: Option<Vec<String>>,
        pub enabled: Option<bool>,
        #[serde(flatten)]
        pub more: BTreeMap<String, Value>,
    }
}
