//! Confidential text at rest (trust.md P3): nobody reads it who has the database alone, and the service
//! does not take one text for another.

mod keys;
mod texts;

use api::domain::vault::Whose;
use entities::participant::Role;
use entities::{CaseId, PersonId, case};
use serde_json::{Value, json};
use tests::ids::Named as _;
use tests::open::{new_case, pool, seat};
use tests::{Region, Sitting, TestApp};

/// What is in dispute, in the family's words.
const ISSUE: &str = "canary-issue";
/// Why the parent cannot come.
const REASON: &str = "canary-reason";

/// The texts of a case and who reads them, in the parent's or the mediator's words.
const TEXTS: &str = "query ($id: ID!) { case(id: $id) {
  issues { text } summaries { text } childsViews { obtainedBy text }
  meetings { prepContacts { note } }
  afterwards { complaints { text outcome } safeguardingConcerns { text referredTo } }
} }";

/// A case whose confidential texts were all written through the API.
struct Told {
    app: TestApp,
    region: Region,
    case: CaseId,
    parent: PersonId,
    mediator: PersonId,
}

impl Told {
    async fn make(app: TestApp) -> Self {
        let region = Region::make(&app).await;
        let staff = region.staff;
        let family = region.cases.med_e.1;
        let mut new = new_case(
            "C-1",
            case::Kind::MedE,
            region.bodies.north,
            region.bodies.la,
            family.child,
        );
        for one in &mut new.issues {
            one.text = Some(ISSUE.to_owned());
        }
        new.participants = vec![
            seat(Role::Family, family.parent),
            pool(Role::LocalAuthority, region.bodies.la, &staff.la_officers),
        ];
        let case = app.open(new).await;
        let window = json!({
            "startsAt": "2026-03-02T20:00:00Z", "endsAt": "2026-03-02T21:00:00Z", "privateReason": REASON,
        });
        let times = json!({
            "personId": family.parent.gid(), "fromOn": "2026-03-02", "untilOn": "2026-03-02", "windows": [window],
        });
        let said = app.submit(family.parent, times).await;
        assert_eq!(said["windows"][0]["privateReason"], REASON);
        let (mediator, told) = {
            let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
            let id = json!(sitting.case.gid());
            let family = sitting.comer("FAMILY");
            sitting
                .done(
                    family,
                    "summaryWrite",
                    json!({ "caseId": id, "text": "canary-summary" }),
                )
                .await;
            let call = json!({
                "meetingId": sitting.meeting, "personId": family.gid(), "way": "PHONE",
                "contactedAt": app.app.now(), "minutes": 25, "note": "canary-note",
            });
            sitting
                .done(sitting.mediator, "prepContactRecord", call)
                .await;
            let views = json!({
                "method": "CONVERSATION", "obtainedBy": "canary-obtained", "obtainedOn": app.app.today(),
                "text": "canary-view", "scope": "FAMILY_AND_MEDIATOR",
            });
            sitting.done_case(family, "childViewsRecord", views).await;
            let complaint =
                json!({ "caseId": id, "text": "canary-complaint", "madeOn": app.app.today() });
            sitting.done(family, "complaintRecord", complaint).await;
            let concern = json!({
                "category": "NEGLECT", "text": "canary-concern", "readerIds": [],
                "referredTo": "canary-referred", "referredOn": app.app.today(),
            });
            sitting
                .done_case(staff.adviser, "safeguardingConcernRecord", concern)
                .await;
            let document =
                "query ($id: ID!) { case(id: $id) { afterwards { complaints { id } } } }";
            let seen = app.ask(staff.manager, document, json!({ "id": id })).await;
            let complaint = &seen["case"]["afterwards"]["complaints"][0]["id"];
            let outcome = json!({ "complaintId": complaint, "outcome": "canary-outcome" });
            sitting
                .done(staff.manager, "complaintResolve", outcome)
                .await;
            (sitting.mediator, sitting.case)
        };
        assert_ne!(case, told, "two cases have texts");
        Self {
            case: told,
            parent: family.parent,
            mediator,
            region,
            app,
        }
    }

    /// The texts of the case, as somebody reads them.
    async fn read(&self, actor: PersonId) -> Value {
        let id = json!({ "id": self.case.gid() });
        self.app.ask(actor, TEXTS, id).await["case"].take()
    }

    /// The same, where something is wrong: the code that is answered, in the place of what was asked for.
    async fn faulty(&self, actor: PersonId) -> String {
        let id = json!({ "id": self.case.gid() });
        let answer = self.app.run(actor, TEXTS, id).await;
        let error = &answer["errors"][0];
        let field = error["path"][1].as_str().unwrap_or_default();
        assert_eq!(answer["data"]["case"][field], Value::Null, "{answer:#}");
        error["extensions"]["code"].to_string()
    }

    /// The case, for the vault.
    fn whose(&self) -> Whose {
        Whose::Case(self.case)
    }
}
