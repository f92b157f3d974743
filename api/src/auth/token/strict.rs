//! JSON in which nothing is said twice.
//!
//! `serde_json` keeps the last of two members with the same name and says nothing. Another reader of
//! the same token may keep the first, and then two services believe two different things about who
//! signed in; so a repeated name is an error here, at every depth.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The members of a JSON object, none of them named twice.
///
/// # Errors
/// When the bytes are not UTF-8, not JSON, not an object, or name a member twice.
pub(super) fn object(bytes: &[u8]) -> Result<Map<String, Value>, serde_json::Error> {
    match serde_json::from_slice::<Strict>(bytes)?.0 {
        Value::Object(members) => Ok(members),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(de::Error::custom("not a JSON object"))
        }
    }
}

/// A JSON value with no object in it that names a member twice.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

/// Builds the value, refusing the second member of a name.
struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Strict(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((name, Strict(value))) = members.next_entry::<String, Strict>()? {
            if object.insert(name, value).is_some() {
                return Err(de::Error::custom("a member is named twice"));
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::object;

    #[test]
    fn an_object_is_read() {
        let members = object(br#"{"a": 1, "b": [true, null, {"c": "d"}], "e": -1.5}"#).unwrap();
        assert_eq!(members.len(), 3);
        assert_eq!(members["b"][2]["c"], "d");
    }

    #[test]
    fn a_name_said_twice_is_refused_at_every_depth() {
        for twice in [
            r#"{"a": 1, "a": 1}"#,
            r#"{"a": {"b": 1, "b": 2}}"#,
            r#"{"a": [{"b": 1, "b": 2}]}"#,
            r#"{"exp": 1, "\u0065xp": 2}"#,
        ] {
            assert!(object(twice.as_bytes()).is_err(), "{twice}");
        }
    }

    #[test]
    fn what_is_not_an_object_is_refused() {
        for other in [
            "",
            "[]",
            "1",
            "null",
            "\"a\"",
            "{} {}",
            "{\"a\":}",
            "\u{feff}{}",
        ] {
            assert!(object(other.as_bytes()).is_err(), "{other}");
        }
        let deep = "[".repeat(100_000);
        assert!(object(format!("{{\"a\":{deep}").as_bytes()).is_err());
    }
}
