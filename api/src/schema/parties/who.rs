//! People named in a mutation, and how somebody is reached.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, Result, SimpleObject};

use super::codes::ContactChannel;
use super::{PartyUserError, read};
use crate::app::App;
use crate::auth::Actor;
use crate::domain::parties::Who;
use crate::domain::person::{self, ContactChange, NewPerson};
use crate::schema::enums::AccessFeature;
use crate::schema::error::settle;
use crate::schema::id::Kind;
use crate::schema::person::Person;

/// Somebody the service does not know yet.
#[derive(InputObject)]
pub struct NewPersonInput {
    /// The name.
    #[graphql(validator(max_length = 200))]
    name: String,
    /// The e-mail address.
    #[graphql(validator(max_length = 200))]
    email: Option<String>,
    /// The telephone number.
    #[graphql(validator(max_length = 200))]
    phone: Option<String>,
    /// How this person likes to be reached.
    preferred_channel: ContactChannel,
    /// The first half of the postcode.
    outcode: Option<String>,
    /// The languages this person speaks or signs: `bsl`, or ISO 639 in lower case.
    #[graphql(default, validator(max_items = 8))]
    languages: Vec<String>,
    /// What this person needs of a place.
    #[graphql(default, validator(max_items = 16))]
    access_needs: Vec<AccessFeature>,
}

/// Somebody, by their id or anew.
#[derive(InputObject)]
pub struct PersonChoiceInput {
    /// Somebody the service knows.
    id: Option<ID>,
    /// Somebody new.
    new: Option<NewPersonInput>,
}

impl PersonChoiceInput {
    pub(super) fn read(self, field: &str) -> Result<Who, PartyUserError> {
        match (self.id, self.new) {
            (Some(id), None) => Ok(Who::Known(read(Kind::Person, &id, field)?)),
            (None, Some(new)) => Ok(Who::New(Box::new(NewPerson {
                name: new.name,
                email: new.email,
                phone: new.phone,
                channel: new.preferred_channel.into(),
                outcode: new.outcode,
                is_child: false,
                languages: new.languages,
                needs: new.access_needs.into_iter().map(Into::into).collect(),
            }))),
            (Some(_), Some(_)) | (None, None) => Err(PartyUserError::unclear(field)),
        }
    }
}

/// How somebody is reached and what they need; what is left out stays as it is.
#[derive(InputObject)]
pub struct PersonContactChangeInput {
    /// Who.
    person_id: ID,
    /// The e-mail address; null for none.
    email: MaybeUndefined<String>,
    /// The telephone number; null for none.
    phone: MaybeUndefined<String>,
    /// How this person likes to be reached.
    preferred_channel: Option<ContactChannel>,
    /// The first half of the postcode; null when it is not known.
    outcode: MaybeUndefined<String>,
    /// All languages this person speaks or signs.
    #[graphql(validator(max_items = 8))]
    languages: Option<Vec<String>>,
    /// All that this person needs of a place.
    #[graphql(validator(max_items = 16))]
    access_needs: Option<Vec<AccessFeature>>,
}

/// What came of changing how somebody is reached.
#[derive(SimpleObject)]
pub struct PersonContactChangePayload {
    /// The person as they now are; null when nothing changed.
    person: Option<Person>,
    /// Why nothing changed; empty when all went well.
    user_errors: Vec<PartyUserError>,
}

/// Mutations about people.
#[derive(Default)]
pub struct PersonMutations;

/// Mutations about people.
#[Object]
impl PersonMutations {
    /// Changes how somebody is reached and what they need: one's own details, or those of somebody whose
    /// meetings one arranges. Two parents are two people, each with details of their own.
    async fn person_contact_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and what changes.")] input: PersonContactChangeInput,
    ) -> Result<PersonContactChangePayload> {
        let refused = |error| PersonContactChangePayload {
            person: None,
            user_errors: vec![error],
        };
        let id = match read(Kind::Person, &input.person_id, "personId") {
            Ok(id) => id,
            Err(error) => return Ok(refused(error)),
        };
        let change = ContactChange {
            email: maybe(input.email),
            phone: maybe(input.phone),
            channel: input.preferred_channel.map(Into::into),
            outcode: maybe(input.outcode),
            languages: input.languages,
            needs: (input.access_needs).map(|needs| needs.into_iter().map(Into::into).collect()),
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let changed = person::change_contact(app, actor, id, change).await;
        Ok(match settle(changed)? {
            Ok((row, acquaintance)) => PersonContactChangePayload {
                person: Some(Person { row, acquaintance }),
                user_errors: Vec::new(),
            },
            Err(refusal) => refused(PartyUserError::of(&refusal)),
        })
    }
}

/// What is left out, taken away, or set.
#[expect(
    clippy::option_option,
    reason = "the engine's word for it is none that the domain may know"
)]
fn maybe(given: MaybeUndefined<String>) -> Option<Option<String>> {
    match given {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(text) => Some(Some(text)),
    }
}
