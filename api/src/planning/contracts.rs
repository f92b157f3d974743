//! Which contracts could pay for the meetings of some cases, and how much of each is used.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use entities::{
    CaseId, ContractId, OrganisationId, case, child, contract, contract_kind, meeting, participant,
};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

use super::local::instant;

/// How many meetings a contract has paid for: in all, and for each of the cases asked about.
#[derive(Default)]
struct Used {
    all: u64,
    of: BTreeMap<CaseId, u64>,
}

/// A contract, and the types of case it is for.
pub(super) type Bought = (contract::Model, Vec<case::Kind>);

/// All contracts of a provider, the oldest first.
pub(super) async fn of_provider(
    db: &impl ConnectionTrait,
    provider: OrganisationId,
) -> Result<Vec<Bought>, DbErr> {
    let rows = contract::Entity::find()
        .filter(contract::Column::ProviderId.eq(provider))
        .order_by_asc(contract::Column::FromOn)
        .order_by_asc(contract::Column::Id)
        .all(db)
        .await?;
    let mut kinds: BTreeMap<ContractId, Vec<case::Kind>> = BTreeMap::new();
    let covered = contract_kind::Entity::find()
        .filter(contract_kind::Column::ContractId.is_in(rows.iter().map(|row| row.id)))
        .all(db)
        .await?;
    for row in covered {
        kinds.entry(row.contract_id).or_default().push(row.kind);
    }
    let bought = rows.into_iter().map(|row| {
        let kinds = kinds.remove(&row.id).unwrap_or_default();
        (row, kinds)
    });
    Ok(bought.collect())
}

/// For each of these cases of one provider, those of its contracts under which the body that pays
/// buys that type of case, each with the meetings of other cases it has paid for.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    bought: &[Bought],
    cases: &[(case::Model, child::Model)],
    participants: &[participant::Model],
) -> Result<Vec<Vec<(contract::Model, u64)>>, DbErr> {
    let payers: Vec<Vec<OrganisationId>> = cases
        .iter()
        .map(|(case, _)| payers(case, participants))
        .collect();
    let everybody: BTreeSet<OrganisationId> = payers.iter().flatten().copied().collect();
    let mut used: BTreeMap<ContractId, Used> = BTreeMap::new();
    for (row, _) in bought {
        if row.volume_cap.is_some() && everybody.contains(&row.commissioner_id) {
            let ids = cases.iter().map(|(case, _)| case.id);
            used.insert(row.id, meetings_used(db, row, ids).await?);
        }
    }
    let contracts = cases.iter().zip(payers).map(|((case, _), payers)| {
        let covers = |(row, kinds): &&Bought| {
            payers.contains(&row.commissioner_id) && kinds.contains(&case.kind)
        };
        let counted = bought.iter().filter(covers).map(|(row, _)| {
            let used = used.get(&row.id);
            let own = used.and_then(|used| used.of.get(&case.id)).copied();
            (
                row.clone(),
                used.map_or(0, |used| used.all) - own.unwrap_or(0),
            )
        });
        counted.collect()
    });
    Ok(contracts.collect())
}

/// Who pays: health for health, the local authority for the rest.
fn payers(case: &case::Model, participants: &[participant::Model]) -> Vec<OrganisationId> {
    match case.kind {
        case::Kind::MedH | case::Kind::DrH | case::Kind::DrC => participants
            .iter()
            .filter(|seat| seat.case_id == case.id && seat.role == participant::Role::Health)
            .filter_map(|seat| seat.organisation_id)
            .collect(),
        case::Kind::Mia
        | case::Kind::MedE
        | case::Kind::MedX
        | case::Kind::DrF
        | case::Kind::DrP
        | case::Kind::DrA
        | case::Kind::FacAr
        | case::Kind::FacTac
        | case::Kind::FacDp => vec![case.la_id],
    }
}

/// How many meetings a contract with a cap has paid for.
async fn meetings_used(
    db: &impl ConnectionTrait,
    contract: &contract::Model,
    cases: impl Iterator<Item = CaseId>,
) -> Result<Used, DbErr> {
    let of: Vec<(CaseId, i64)> = paid_for(contract)
        .select_only()
        .column(meeting::Column::CaseId)
        .column_as(meeting::Column::Id.count(), "meetings")
        .filter(meeting::Column::CaseId.is_in(cases))
        .group_by(meeting::Column::CaseId)
        .into_tuple()
        .all(db)
        .await?;
    let count = |(case, meetings)| (case, u64::try_from(meetings).unwrap_or(0));
    Ok(Used {
        all: paid_for(contract).count(db).await?,
        of: of.into_iter().map(count).collect(),
    })
}

/// The meetings agreed under a contract.
fn paid_for(contract: &contract::Model) -> Select<meeting::Entity> {
    let kinds = Query::select()
        .column(contract_kind::Column::Kind)
        .from(contract_kind::Entity)
        .and_where(contract_kind::Column::ContractId.eq(contract.id))
        .to_owned();
    // Health pays for the cases in which it has a seat, an authority for its own.
    let with_its_seat = Query::select()
        .column(participant::Column::CaseId)
        .from(participant::Entity)
        .and_where(participant::Column::Role.eq(participant::Role::Health))
        .and_where(participant::Column::OrganisationId.eq(contract.commissioner_id))
        .to_owned();
    meeting::Entity::find()
        .inner_join(case::Entity)
        .filter(
            meeting::Column::State.is_in([meeting::State::Confirmed, meeting::State::Completed]),
        )
        .filter(meeting::Column::StartsAt.gte(instant(contract.from_on, 0)))
        .filter(meeting::Column::StartsAt.lt(instant(contract.to_on + Days::new(1), 0)))
        .filter(
            Condition::any()
                .add(case::Column::LaId.eq(contract.commissioner_id))
                .add(case::Column::Id.in_subquery(with_its_seat)),
        )
        .filter(case::Column::ProviderId.eq(contract.provider_id))
        .filter(case::Column::Kind.in_subquery(kinds))
}
