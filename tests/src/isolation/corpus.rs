//! Documents made from the schema that together ask for every field of it.

use std::collections::{BTreeMap, BTreeSet};

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    BaseType, FieldDefinition, Type, TypeKind, TypeSystemDefinition,
};

/// Fields in one document at most; the service refuses 400.
const MOST_NODES: usize = 380;
/// Objects inside one another at most, below what a document is about.
const DEEPEST: usize = 4;

/// Fields that need arguments, and arguments that say much.
const ARGUMENTS: &[(&str, &str)] = &[
    ("Person.availability", "fromOn: $from, untilOn: $until"),
    ("PlanningRun.whyNot", "caseId: $about, on: $until"),
    ("Viewer.evaluationSummary", "year: 2026, quarter: 1"),
    ("Viewer.ownEvaluationSummary", "year: 2026, quarter: 1"),
];

/// Where asking goes round in circles: a case inside a case is asked for its id alone.
const BACK: [&str; 2] = ["Case", "Viewer"];

/// What a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// `$id` is a case.
    Case,
    /// `$id` is a person.
    Person,
    /// `$id` is a plan, and `$about` a case in it.
    Plan,
    /// `$id` is whoever pays.
    Commissioner,
    /// Nothing in particular: whatever the one who asks may list.
    Nothing,
}

/// One document.
#[derive(Clone, Debug)]
pub struct Shot {
    /// What it is about.
    pub about: About,
    /// The document.
    pub text: String,
}

/// A field of the schema.
#[derive(Clone, Debug)]
struct Field {
    name: String,
    of: String,
    needs_arguments: bool,
}

/// The documents, and the types they were made from.
#[derive(Debug)]
pub struct Corpus {
    types: BTreeMap<String, Vec<Field>>,
    /// The documents.
    pub shots: Vec<Shot>,
    /// Every `Type.field` that some document asks for.
    pub asked: BTreeSet<String>,
}

/// A field at the root of a query, what it is about, and its arguments.
const ROOTS: &[(&str, About, &str)] = &[
    ("case", About::Case, "id: $id"),
    ("proposedMeetingDates", About::Case, "caseId: $id, first: 2"),
    ("person", About::Person, "id: $id"),
    ("planningRun", About::Plan, "id: $id"),
    (
        "commissionerReport",
        About::Commissioner,
        "commissionerId: $id, from: $from, to: $until",
    ),
    (
        "dfeReturn",
        About::Commissioner,
        "commissionerId: $id, from: $from, to: $until",
    ),
    ("cases", About::Nothing, "first: 5"),
    ("contracts", About::Nothing, ""),
    ("enquiries", About::Nothing, "first: 5"),
    ("mediators", About::Nothing, "first: 5"),
    ("planningRuns", About::Nothing, "first: 2"),
    ("venues", About::Nothing, "first: 5"),
    ("viewer", About::Nothing, ""),
    ("workQueue", About::Nothing, "first: 5"),
];

impl Corpus {
    /// Makes the documents.
    ///
    /// # Panics
    ///
    /// When a field needs arguments that nobody has written down here.
    #[must_use]
    pub fn of(sdl: &str) -> Self {
        let mut corpus = Self {
            types: types(sdl),
            shots: Vec::new(),
            asked: BTreeSet::new(),
        };
        for &(root, about, arguments) in ROOTS {
            corpus.ask(root, about, arguments);
        }
        corpus
    }

    /// The type of a field; `None` when there is no such field.
    #[must_use]
    pub fn type_of(&self, ty: &str, field: &str) -> Option<&str> {
        let fields = self.types.get(ty)?;
        let found = fields.iter().find(|one| one.name == field)?;
        Some(&found.of)
    }

    /// Every `Type.field` that a query can read of somebody or of a case.
    pub fn fields(&self) -> impl Iterator<Item = String> {
        let types = self.types.iter().filter(|(name, _)| !is_left_out(name));
        types.flat_map(|(name, fields)| {
            fields
                .iter()
                .map(move |field| format!("{name}.{}", field.name))
        })
    }

    /// One document for what is plain in a root, and one for each object in it.
    fn ask(&mut self, root: &str, about: About, arguments: &str) {
        let of = self
            .type_of("Query", root)
            .expect("the root is in the schema")
            .to_owned();
        let call = if arguments.is_empty() {
            root.to_owned()
        } else {
            format!("{root}({arguments})")
        };
        let of = self.inside(&of);
        let parts: Vec<Option<Field>> = {
            let objects = self.types[&of]
                .iter()
                .filter(|field| self.types.contains_key(&field.of));
            std::iter::once(None)
                .chain(objects.cloned().map(Some))
                .collect()
        };
        for part in parts {
            // As deep as the limits of the service allow.
            let fitting = (1..=DEEPEST).rev().find_map(|depth| {
                let mut asked = BTreeSet::new();
                let inner = match &part {
                    None => self.leaves(&of, &mut asked),
                    Some(field) => {
                        let mut path = vec![of.clone()];
                        let leaves = if field.of == "PageInfo" {
                            String::new()
                        } else {
                            self.id(&of)
                        };
                        let field = self.field(&of, field, depth, &mut path, &mut asked)?;
                        format!("{leaves} {field}")
                    }
                };
                (inner.split_whitespace().count() <= MOST_NODES).then_some((inner, asked))
            });
            let Some((inner, asked)) = fitting else {
                continue;
            };
            if inner.trim().is_empty() {
                continue;
            }
            self.asked.extend(asked);
            let listed = if self
                .type_of("Query", root)
                .is_some_and(|of| of.ends_with("Connection"))
            {
                format!("nodes {{ {inner} }}")
            } else {
                inner
            };
            let body = format!("{{ {call} {{ {listed} }} }}");
            let text = format!("query{} {body}", variables(&body));
            self.shots.push(Shot { about, text });
        }
    }

    /// What a connection lists; any other type itself.
    fn inside(&self, ty: &str) -> String {
        if !ty.ends_with("Connection") {
            return ty.to_owned();
        }
        self.type_of(ty, "nodes")
            .expect("a connection has nodes")
            .to_owned()
    }

    fn id(&self, ty: &str) -> String {
        let has_id = self.type_of(ty, "id").is_some();
        if has_id {
            "id".to_owned()
        } else {
            String::new()
        }
    }

    /// The plain fields of a type.
    fn leaves(&self, ty: &str, asked: &mut BTreeSet<String>) -> String {
        let mut names = Vec::new();
        for field in &self.types[ty] {
            if !self.types.contains_key(&field.of) {
                names.push(call(ty, field));
                asked.insert(format!("{ty}.{}", field.name));
            }
        }
        names.join(" ")
    }

    /// A field that is an object, and so much of what is in it; `None` when that leads in circles.
    fn field(
        &self,
        ty: &str,
        field: &Field,
        depth: usize,
        path: &mut Vec<String>,
        asked: &mut BTreeSet<String>,
    ) -> Option<String> {
        if path.contains(&field.of) && !BACK.contains(&field.of.as_str()) {
            return None;
        }
        asked.insert(format!("{ty}.{}", field.name));
        let inner = if BACK.contains(&field.of.as_str()) {
            self.id(&field.of)
        } else {
            path.push(field.of.clone());
            let mut inner = vec![self.leaves(&field.of, asked)];
            if 1 < depth {
                let objects = self.types[&field.of]
                    .iter()
                    .filter(|one| self.types.contains_key(&one.of));
                let deeper: Vec<_> = objects.filter(|one| one.name != "edges").collect();
                inner.extend(
                    deeper
                        .into_iter()
                        .filter_map(|one| self.field(&field.of, one, depth - 1, path, asked)),
                );
            }
            path.pop();
            inner.join(" ")
        };
        if inner.trim().is_empty() {
            return None;
        }
        Some(format!("{} {{ {inner} }}", call(ty, field)))
    }
}

/// Whether nothing of anybody is in a type: the roots, what mutations answer, ways through a list, and the
/// law and the guides, which are for everybody.
fn is_left_out(ty: &str) -> bool {
    let ends = ["Payload", "UserError", "Connection", "Edge"];
    let begins = ["Legal", "Guide", "Glossary"];
    ["Query", "Mutation", "PageInfo"].contains(&ty)
        || ends.iter().any(|end| ty.ends_with(end))
        || begins.iter().any(|begin| ty.starts_with(begin))
}

/// The variables that a document speaks of, as it declares them.
fn variables(body: &str) -> String {
    let all = [
        ("$id", "ID!"),
        ("$about", "ID!"),
        ("$from", "NaiveDate!"),
        ("$until", "NaiveDate!"),
    ];
    let used = all.iter().filter(|(name, _)| body.contains(name));
    let declared: Vec<_> = used.map(|(name, ty)| format!("{name}: {ty}")).collect();
    if declared.is_empty() {
        String::new()
    } else {
        format!(" ({})", declared.join(", "))
    }
}

/// A field with the arguments it needs.
fn call(ty: &str, field: &Field) -> String {
    let name = format!("{ty}.{}", field.name);
    let known = ARGUMENTS.iter().find(|(of, _)| *of == name);
    match known {
        Some((_, arguments)) => format!("{}({arguments})", field.name),
        None if field.needs_arguments => panic!("{name} needs arguments: say which"),
        None => field.name.clone(),
    }
}

fn types(sdl: &str) -> BTreeMap<String, Vec<Field>> {
    let document = parse_schema(sdl).expect("the schema can be read");
    let mut types = BTreeMap::new();
    for definition in document.definitions {
        let TypeSystemDefinition::Type(found) = definition else {
            continue;
        };
        if let TypeKind::Object(object) = found.node.kind {
            let fields = object
                .fields
                .iter()
                .map(|field| read(&field.node))
                .collect();
            types.insert(found.node.name.node.to_string(), fields);
        }
    }
    types
}

fn read(field: &FieldDefinition) -> Field {
    let needed = |argument: &async_graphql::parser::types::InputValueDefinition| {
        !argument.ty.node.nullable && argument.default_value.is_none()
    };
    Field {
        name: field.name.node.to_string(),
        of: named(&field.ty.node),
        needs_arguments: field
            .arguments
            .iter()
            .any(|argument| needed(&argument.node)),
    }
}

fn named(ty: &Type) -> String {
    match &ty.base {
        BaseType::Named(name) => name.to_string(),
        BaseType::List(inner) => named(inner),
    }
}
