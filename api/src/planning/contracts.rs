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

/// For each of these cases of one provider, the contracts under which the body that pays buys that
/// type of case, each with the meetings of other cases it has paid for.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    cases: &[(case::Model, child::Model)],
    participants: &[participant::Model],
) -> Result<Vec<Vec<(contract::Model, u64)>>, DbErr> {
    let payers: Vec<Vec<OrganisationId>> = cases
        .iter()
        .map(|(case, _)| payers(case, participants))
        .collect();
    let everybody: BTreeSet<OrganisationId> = payers.iter().flatten().copied().collect();
    let provider = cases.first().map(|(case, _)| case.provider_id);
    let rows = contract::Entity::find()
        .filter(contract::Column::CommissionerId.is_in(everybody))
        .filter(contract::Column::ProviderId.is_in(provider))
        .order_by_asc(contract::Column::FromOn)
        .order_by_asc(contract::Column::Id)
        .all(db)
        .await?;
    let kinds = contract_kind::Entity::find()
        .filter(contract_kind::Column::ContractId.is_in(rows.iter().map(|row| row.id)))
        .all(db)
        .await?;
    let mut used: BTreeMap<ContractId, Used> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.volume_cap.is_some()) {
        let ids = cases.iter().map(|(case, _)| case.id);
        used.insert(row.id, meetings_used(db, row, ids).await?);
    }
    let contracts = cases.iter().zip(payers).map(|((case, _), payers)| {
        let covers = |row: &&contract::Model| {
            let mut kinds = kinds.iter().filter(|kind| kind.contract_id == row.id);
            payers.contains(&row.commissioner_id) && kinds.any(|kind| kind.kind == case.kind)
        };
        let counted = rows.iter().filter(covers).map(|row| {
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
