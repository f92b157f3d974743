//! How large an operation is once its fragments are written out.
//!
//! A fragment is measured once, however often it is spread: 24 fragments that each spread the
//! next one twice are 16 million fields to the engine, and 24 additions here (trust.md §2 M2).

use std::collections::HashMap;

use async_graphql::parser::types::{
    Directive, ExecutableDocument, Field, FragmentSpread, InlineFragment, OperationDefinition,
    OperationType, Selection, SelectionSet,
};
use async_graphql::{Positioned, Variables};

use super::code::{Code, Refusal};
use super::limits::Limits;
use super::page::{self, Arguments};

/// What a selection set adds up to, expanded; sums saturate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Fields, spreads and inline fragments.
    pub nodes: u64,
    /// Fields with an alias.
    pub aliases: u64,
    /// Directives on any of these nodes.
    pub directives: u64,
    /// Fields directly in this selection set, through fragments.
    pub roots: u64,
    /// Most fields inside one another.
    pub depth: u64,
    /// Most selection sets inside one another, those of fragments included.
    pub levels: usize,
    /// Objects that the fields directly in this set stand for.
    pub objects: u64,
    /// Objects below `edges` and `nodes`, for one item of the page.
    pub per_item: u64,
}

impl Totals {
    fn beside(self, other: Self) -> Self {
        Self {
            nodes: self.nodes.saturating_add(other.nodes),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            roots: self.roots.saturating_add(other.roots),
            depth: self.depth.max(other.depth),
            levels: self.levels.max(other.levels),
            objects: self.objects.saturating_add(other.objects),
            per_item: self.per_item.saturating_add(other.per_item),
        }
    }

    /// Adds the node that this selection set hangs on.
    fn under(self, directives: usize) -> Self {
        Self {
            nodes: self.nodes.saturating_add(1),
            directives: self.directives.saturating_add(count(directives)),
            ..self
        }
    }

    /// Counts the objects of one page of `size`, or of `unstated` if the set is a connection's.
    fn page(self, own: u64, size: Option<u64>, unstated: u64) -> u64 {
        match size {
            Some(size) => own
                .saturating_add(self.objects)
                .saturating_add(self.per_item)
                .saturating_mul(size),
            None => own
                .saturating_add(self.objects)
                .saturating_add(self.per_item.saturating_mul(unstated)),
        }
    }
}

impl Totals {
    /// What the operation costs whoever asks, in points: 1, and 1 more for every 10 objects it may bring;
    /// 10 more if it changes something. With the limits of the service no operation costs much more than
    /// half of what may be asked for at once.
    #[must_use]
    pub fn cost(&self, kind: OperationType) -> u32 {
        let reading = u32::try_from(self.objects / 10).unwrap_or(u32::MAX);
        let changing = match kind {
            OperationType::Mutation => 10,
            OperationType::Query | OperationType::Subscription => 0,
        };
        reading.saturating_add(1 + changing)
    }
}

/// Measures the operation of a document.
///
/// # Errors
///
/// Refuses what cannot be measured (fragments that contain themselves, or selection sets inside
/// one another beyond [`Limits::nesting`]), too many directives on one node, and page sizes
/// outside 1 to [`Limits::page`]. The totals themselves are the caller's to judge.
pub fn operation(
    operation: &OperationDefinition,
    document: &ExecutableDocument,
    variables: &Variables,
    limits: &Limits,
) -> Result<Totals, Refusal> {
    let mut measure = Measure {
        document,
        arguments: Arguments {
            operation,
            variables,
        },
        limits,
        fragments: HashMap::new(),
    };
    measure.directives(&operation.directives)?;
    for variable in &operation.variable_definitions {
        measure.directives(&variable.node.directives)?;
    }
    let totals = measure.selection_set(&operation.selection_set.node, 1)?;
    if limits.nesting < totals.levels {
        return Err(too_deep(limits));
    }
    Ok(Totals {
        objects: totals.page(0, None, limits.unstated_page),
        per_item: 0,
        directives: totals
            .directives
            .saturating_add(count(operation.directives.len())),
        ..totals
    })
}

/// How far a fragment has been measured.
#[derive(Clone, Copy)]
enum Fragment {
    /// It is being measured: to meet it now is to meet it inside itself.
    Open,
    /// This is what it adds up to.
    Measured(Totals),
}

struct Measure<'a> {
    document: &'a ExecutableDocument,
    arguments: Arguments<'a>,
    limits: &'a Limits,
    fragments: HashMap<&'a str, Fragment>,
}

impl<'a> Measure<'a> {
    /// Measures a set that is the `level`th inside one another, so that our own stack is bounded.
    fn selection_set(&mut self, set: &'a SelectionSet, level: usize) -> Result<Totals, Refusal> {
        if self.limits.nesting < level {
            return Err(too_deep(self.limits));
        }
        let mut totals = Totals::default();
        for selection in &set.items {
            let part = match &selection.node {
                Selection::Field(field) => self.field(&field.node, level)?,
                Selection::FragmentSpread(spread) => self.spread(spread, level)?,
                Selection::InlineFragment(inline) => self.inline(&inline.node, level)?,
            };
            totals = totals.beside(part);
        }
        Ok(Totals {
            levels: totals.levels.saturating_add(1),
            ..totals
        })
    }

    fn field(&mut self, field: &'a Field, level: usize) -> Result<Totals, Refusal> {
        self.directives(&field.directives)?;
        let size = page::size(field, self.arguments, self.limits)?;
        let inner = if field.selection_set.node.items.is_empty() {
            Totals::default()
        } else {
            self.selection_set(&field.selection_set.node, level + 1)?
        };
        // A plain value costs no object; a list of plain values costs its length.
        let own = u64::from(0 < inner.nodes || size.is_some()) + dear(field.name.node.as_str());
        let objects = inner.page(own, size, self.limits.unstated_page);
        let is_page =
            field.arguments.is_empty() && matches!(field.name.node.as_str(), "edges" | "nodes");
        Ok(Totals {
            aliases: inner
                .aliases
                .saturating_add(u64::from(field.alias.is_some())),
            roots: 1,
            depth: inner.depth.saturating_add(1),
            objects: if is_page { 0 } else { objects },
            per_item: if is_page { objects } else { 0 },
            ..inner.under(field.directives.len())
        })
    }

    fn inline(&mut self, inline: &'a InlineFragment, level: usize) -> Result<Totals, Refusal> {
        self.directives(&inline.directives)?;
        let inner = self.selection_set(&inline.selection_set.node, level + 1)?;
        Ok(inner.under(inline.directives.len()))
    }

    fn spread(
        &mut self,
        spread: &'a Positioned<FragmentSpread>,
        level: usize,
    ) -> Result<Totals, Refusal> {
        self.directives(&spread.node.directives)?;
        let name = spread.node.fragment_name.node.as_str();
        let inner = match self.fragments.get(name) {
            Some(Fragment::Measured(totals)) => *totals,
            Some(Fragment::Open) => {
                return Err(Refusal::at(
                    spread.pos,
                    Code::GraphqlValidationFailed,
                    "a fragment contains itself",
                ));
            }
            None => self.fragment(name, level)?,
        };
        Ok(inner.under(spread.node.directives.len()))
    }

    fn fragment(&mut self, name: &'a str, level: usize) -> Result<Totals, Refusal> {
        let Some(fragment) = self.document.fragments.get(name) else {
            // Validation will name the missing fragment; it costs nothing.
            return Ok(Totals::default());
        };
        self.directives(&fragment.node.directives)?;
        self.fragments.insert(name, Fragment::Open);
        let inner = self.selection_set(&fragment.node.selection_set.node, level + 1)?;
        let directives = count(fragment.node.directives.len());
        let totals = Totals {
            directives: inner.directives.saturating_add(directives),
            ..inner
        };
        self.fragments.insert(name, Fragment::Measured(totals));
        Ok(totals)
    }

    fn directives(&self, directives: &[Positioned<Directive>]) -> Result<(), Refusal> {
        let most = self.limits.directives_per_node;
        match directives.get(most) {
            None => Ok(()),
            Some(directive) => Err(Refusal::at(
                directive.pos,
                Code::QueryTooComplex,
                format!("a node takes at most {most} directives"),
            )),
        }
    }
}

fn too_deep(limits: &Limits) -> Refusal {
    let most = limits.nesting;
    Refusal::new(
        Code::QueryTooDeep,
        format!("at most {most} levels of nesting are allowed"),
    )
}

/// Fields that look like one value and read as much as so many objects.
const DEAR: [(&str, u64); 1] = [("personRecord", 1_000)];

/// What a field reads besides what it shows.
fn dear(name: &str) -> u64 {
    let found = DEAR.iter().find(|(field, _)| *field == name);
    found.map_or(0, |(_, objects)| *objects)
}

/// Widens a length; saturates where a length is wider than 64 bits.
pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
