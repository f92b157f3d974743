//! A refusal to assess, a mediation that the authority cancels twice, and the certificate that the family
//! has all the same.

use entities::PersonId;
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;

use super::{Story, list, text};

/// The story so far.
struct Cancelled {
    story: Story,
    /// The mother.
    wanda: PersonId,
    /// The contact with the adviser.
    contact: Value,
    /// The mediation that came of it.
    mediation: Value,
}

impl Cancelled {
    /// On 2 March the family refers itself, and on 3 March it chooses mediation; the authority is told on
    /// the fourth.
    async fn asked_for(database: TestDatabase) -> Self {
        let story = Story::begin(database).await;
        let (bodies, staff) = (story.region.bodies, story.region.staff);
        let wanda = story.app.person("Wanda West").await;
        let referral = json!({
            "providerId": bodies.north.gid(), "localAuthorityId": bodies.la.gid(), "kind": "MED_E",
            "referrer": "FAMILY", "receivedAt": story.now(), "stage": "DECISION", "isFamilyTold": true,
            "hasDecisionLetter": true, "noticeSentOn": "2026-02-02", "familyOutcode": "S1",
            "child": { "person": { "new": { "name": "Will West", "preferredChannel": "POST" } }, "isLookedAfter": false },
            "family": [{ "person": { "id": wanda.gid() }, "relationship": "NATURAL_PARENT" }],
            "issues": [{ "domain": "ASSESS", "isAppealable": true }],
        });
        let answer = story
            .does(wanda, "referralReceive", &Value::Null, referral)
            .await;
        let contact = answer["case"]["id"].clone();
        let take_up = json!({ "identity": "PARENT" });
        story
            .does(staff.coordinator, "referralTakeUp", &contact, take_up)
            .await;
        let accept = json!({ "accept": { "kind": "MIA", "ageYears": 7, "isInArea": true } });
        story
            .does(staff.coordinator, "caseTriage", &contact, accept)
            .await;
        story.day("2026-03-03");
        let at = json!({ "contactedAt": story.now() });
        story
            .does(staff.adviser, "adviceContactRecord", &contact, at)
            .await;
        let topics = [
            "PURPOSE",
            "VOLUNTARY",
            "TIMESCALES",
            "CERTIFICATE",
            "EXPENSES",
        ];
        let given = json!({ "givenOn": story.today(), "topics": topics });
        story
            .does(staff.adviser, "adviceGive", &contact, given)
            .await;
        let issues = json!([{ "domain": "ASSESS", "text": "Will was never assessed." }]);
        let chosen = json!({ "chosenOn": story.today(), "informer": "SERVICE", "issues": issues });
        story
            .does(staff.adviser, "mediationChoose", &contact, chosen)
            .await;
        let mediation = story
            .found(&format!("{}-2", text(&answer["reference"])))
            .await;
        story
            .has_done(
                &contact,
                &[
                    "acknowledgement",
                    "information sheet",
                    "look for another case of the same child",
                ],
            )
            .await;
        story.day("2026-03-04");
        let informed = json!({ "informedAt": story.now() });
        story
            .does(
                staff.coordinator,
                "localAuthorityInform",
                &mediation,
                informed,
            )
            .await;
        // Thirty days are Good Friday, 3 April: the last working day before is Thursday.
        let clocks = story.clocks(&mediation).await;
        assert!(
            clocks.contains(&"C8 from 2026-03-04 to 2026-04-02".to_owned()),
            "{clocks:?}"
        );
        Self {
            story,
            wanda,
            contact,
            mediation,
        }
    }

    /// The letter was sent a week after it was written: the time to appeal is two months from then.
    async fn the_letter_was_sent_later(&self) {
        let (story, contact) = (&self.story, &self.contact);
        let coordinator = story.region.staff.coordinator;
        for case in [contact, &self.mediation] {
            let clocks = story.clocks(case).await;
            assert!(
                clocks.contains(&"C14 from 2026-02-02 to 2026-04-02".to_owned()),
                "{clocks:?}"
            );
        }
        let sent = json!({ "date": "NOTICE_SENT", "on": "2026-02-09", "reason": "The envelope says the ninth." });
        assert_eq!(
            story
                .refused(self.wanda, "caseDateCorrect", contact, sent.clone())
                .await,
            "NOT_FOUND"
        );
        story
            .does(coordinator, "caseDateCorrect", contact, sent)
            .await;
        for case in [contact, &self.mediation] {
            let clocks = story.clocks(case).await;
            assert!(
                clocks.contains(&"C14 from 2026-02-09 to 2026-04-09".to_owned()),
                "{clocks:?}"
            );
        }
        let part = "timeline { corrects correctedFromOn correctedToOn reason }";
        let seen = story.read(coordinator, contact, part).await;
        assert_eq!(
            list(&seen["timeline"]).last(),
            Some(&json!({
                "corrects": "the notice of the decision", "correctedFromOn": "2026-02-02", "correctedToOn": "2026-02-09",
                "reason": "The envelope says the ninth.",
            }))
        );
    }

    /// Two days suit the family. Each is agreed, and each time the authority cancels.
    async fn the_authority_cancels_twice(&self) {
        let (story, mediation) = (&self.story, &self.mediation);
        let staff = story.region.staff;
        let coordinator = staff.coordinator;
        let flag = "the local authority has cancelled twice";
        story
            .names(
                mediation,
                "LOCAL_AUTHORITY",
                &staff.la_officers[..1],
                &["ASSESS"],
            )
            .await;
        story
            .does(coordinator, "availabilityRequest", mediation, json!({}))
            .await;
        story
            .has_done(mediation, &["request for mediation", "request for dates"])
            .await;
        story
            .can_meet(self.wanda, &["2026-03-17", "2026-03-26"])
            .await;
        for (agreed_on, on, cancelled_on, times) in [
            ("2026-03-06", "2026-03-17", "2026-03-13", 1),
            ("2026-03-16", "2026-03-26", "2026-03-24", 2),
        ] {
            story.day(agreed_on);
            story
                .does(
                    coordinator,
                    "availabilityClose",
                    mediation,
                    json!({ "authority": "FULL" }),
                )
                .await;
            let meeting = story.date_is_agreed(mediation, on).await;
            story
                .has_done(mediation, &["notice of date and place"])
                .await;
            assert_eq!(story.risk(mediation).await.as_deref(), Some("GREEN"));
            story.day(cancelled_on);
            let cancel = json!({
                "meetingId": meeting["id"], "expectedVersion": meeting["version"], "cause": "LA_UNAVAILABLE", "side": "LA",
            });
            let officer = staff.la_officers[0];
            assert_eq!(
                story
                    .refused(officer, "meetingCancel", mediation, cancel.clone())
                    .await,
                "NOT_FOUND"
            );
            story
                .does(coordinator, "meetingCancel", mediation, cancel)
                .await;
            assert_eq!(story.state(mediation).await, "COLLECTING");
            story
                .has_done(mediation, &["notice of the postponement"])
                .await;
            let owed = story.owed(mediation).await;
            assert_eq!(
                owed.iter().any(|step| step.contains(flag)),
                times == 2,
                "{owed:#?}"
            );
            let clocks = story.clocks(mediation).await;
            assert!(
                clocks.contains(&"C8 from 2026-03-04 to 2026-04-02".to_owned()),
                "no clock is reset: {clocks:?}"
            );
        }
        let seen = story
            .read(
                coordinator,
                mediation,
                "meetings { cancelCause cancelSide }",
            )
            .await;
        let causes = json!({ "cancelCause": "LA_UNAVAILABLE", "cancelSide": "LA" });
        assert_eq!(seen["meetings"], json!([causes, causes]));
        let seen = story
            .read(self.wanda, mediation, "meetings { cancelCause cancelSide }")
            .await;
        assert!(
            !seen.to_string().contains("LA_UNAVAILABLE"),
            "why is for those who arrange"
        );
    }

    /// No day is left that the family could be told of in time: the authority owes its word.
    async fn no_day_is_left(&self) {
        let (story, mediation) = (&self.story, &self.mediation);
        let staff = story.region.staff;
        assert_eq!(story.risk(mediation).await.as_deref(), Some("RED"));
        let refused = json!({ "by": "LOCAL_AUTHORITY", "on": story.today() });
        let rule = story
            .refused(staff.coordinator, "caseWithdraw", mediation, refused)
            .await;
        assert_eq!(rule, "ONLY_THE_FAMILY_MAY_DECLINE");
        story
            .does(
                staff.coordinator,
                "inabilityNoticeAsk",
                mediation,
                json!({}),
            )
            .await;
        let early = json!({ "issuedOn": story.today() });
        assert_eq!(
            story
                .refused(staff.adviser, "certificateIssue", &self.contact, early)
                .await,
            "NOT_IN_THIS_STATE"
        );
        // The 30 days pass, and the authority says nothing until after Easter.
        story.day("2026-04-07");
        assert_eq!(story.risk(mediation).await.as_deref(), Some("RED"));
        let forecast = story
            .read(
                staff.coordinator,
                mediation,
                "breachForecast { rule dueOn }",
            )
            .await;
        assert_eq!(
            forecast["breachForecast"],
            json!({ "rule": "C8", "dueOn": "2026-04-02" })
        );
    }

    /// The notice comes on 8 April, and the certificate the day after: a month from it is 9 May, a
    /// Saturday, so the last day to appeal is Monday 11 May.
    async fn the_certificate_is_deemed(&self) {
        let (story, mediation, contact) = (&self.story, &self.mediation, &self.contact);
        let staff = story.region.staff;
        story.day("2026-04-08");
        let notice = json!({ "toldOn": story.today() });
        for actor in [staff.la_officers[0], self.wanda, staff.southern_coordinator] {
            assert_eq!(
                story
                    .refused(actor, "inabilityNoticeRecord", mediation, notice.clone())
                    .await,
                "NOT_FOUND"
            );
        }
        story
            .does(
                staff.coordinator,
                "inabilityNoticeRecord",
                mediation,
                notice,
            )
            .await;
        assert_eq!(story.state(contact).await, "CERTIFICATE_DUE_DEEMED");
        assert_eq!(
            story.state(mediation).await,
            "COLLECTING",
            "mediation may still follow"
        );
        let clocks = story.clocks(contact).await;
        assert!(
            clocks.contains(&"C11 from 2026-04-08 to 2026-04-13".to_owned()),
            "{clocks:?}"
        );
        story.day("2026-04-09");
        let issued = json!({ "issuedOn": story.today() });
        for actor in [staff.la_officers[0], self.wanda, staff.mediators[0]] {
            assert_eq!(
                story
                    .refused(actor, "certificateIssue", contact, issued.clone())
                    .await,
                "NOT_FOUND"
            );
        }
        story
            .does(staff.adviser, "certificateIssue", contact, issued.clone())
            .await;
        let seen = story
            .read(
                self.wanda,
                contact,
                "certificate { basis triggeredOn dueOn issuedOn }",
            )
            .await;
        assert_eq!(
            seen["certificate"],
            json!({
                "basis": "DEEMED", "triggeredOn": "2026-04-08", "dueOn": "2026-04-13", "issuedOn": "2026-04-09",
            })
        );
        for case in [contact, mediation] {
            let clocks = story.clocks(case).await;
            assert!(
                clocks
                    .iter()
                    .any(|clock| clock.starts_with("C14") && clock.ends_with("to 2026-05-11")),
                "{clocks:?}"
            );
        }
        let trace = story.trace(contact, "C14").await;
        insta::allow_duplicates! { insta::assert_snapshot!(trace, @r"
        9 April 2026: two months from 9 February 2026, when the notice was sent (Tribunal rule 20(1)(c)) | 9 May 2026: one month from 9 April 2026, when the certificate was issued (Tribunal rule 20(1)(c)) | 11 May 2026: the next working day, since 9 May 2026 is a Saturday (Tribunal rule 12(2)) | 11 May 2026: the later of the two
        ") }
        // One decision has one certificate, and its date is fixed.
        assert_eq!(
            story
                .refused(staff.adviser, "certificateIssue", contact, issued.clone())
                .await,
            "CERTIFICATE_ISSUED_ALREADY"
        );
        assert_eq!(
            story
                .refused(staff.adviser, "certificateIssue", mediation, issued)
                .await,
            "NO_CERTIFICATE_DUE"
        );
        let other = json!({ "date": "CERTIFICATE_ISSUED", "on": "2026-04-08", "reason": "It was signed before." });
        assert_eq!(
            story
                .refused(staff.coordinator, "caseDateCorrect", contact, other)
                .await,
            "CERTIFICATE_DATE_FIXED"
        );
    }

    /// The certificate is the family's: the authority sees neither it nor the day of it.
    async fn the_certificate_is_the_familys_alone(&self) {
        let (story, mediation, contact) = (&self.story, &self.mediation, &self.contact);
        let staff = story.region.staff;
        let part = "certificate { number issuedOn } appealBy { on trace } clocks { rule }";
        for (actor, contact_seen) in [
            (staff.la_officers[0], false),
            (self.wanda, true),
            (staff.adviser, true),
        ] {
            let seen = story.read(actor, contact, part).await;
            assert_eq!(seen["certificate"].is_object(), contact_seen, "{seen:#}");
        }
        let seen = story.read(staff.la_officers[0], mediation, part).await;
        assert!(
            seen.is_object(),
            "the authority is a party of the mediation"
        );
        assert_eq!(
            (&seen["certificate"], &seen["clocks"]),
            (&Value::Null, &json!([]))
        );
        assert!(
            !seen.to_string().contains("2026-04-09") && !seen.to_string().contains("9 April"),
            "{seen:#}"
        );
        for actor in [
            story.region.cases.med_e.1.parent,
            staff.other_la_officer,
            staff.southern_coordinator,
            staff.stranger,
        ] {
            for case in [contact, mediation] {
                assert_eq!(story.read(actor, case, part).await, Value::Null);
            }
        }
    }

    /// The letter is set right once more: the certificate still gives the later day, and the trace says so.
    async fn the_letter_is_set_right_again(&self) {
        let (story, contact) = (&self.story, &self.contact);
        let sent = json!({ "date": "NOTICE_SENT", "on": "2026-02-10", "reason": "The post mark is of the tenth." });
        story
            .does(
                story.region.staff.coordinator,
                "caseDateCorrect",
                contact,
                sent,
            )
            .await;
        for case in [contact, &self.mediation] {
            let trace = story.trace(case, "C14").await;
            assert!(
                trace.contains("10 February 2026") && trace.contains("11 May 2026"),
                "{trace}"
            );
        }
        let part = "timeline { correctedFromOn correctedToOn }";
        let seen = story
            .read(story.region.staff.coordinator, contact, part)
            .await;
        let corrected: Vec<_> = list(&seen["timeline"])
            .into_iter()
            .filter(|event| !event["correctedToOn"].is_null())
            .collect();
        assert_eq!(
            corrected,
            [
                json!({ "correctedFromOn": "2026-02-02", "correctedToOn": "2026-02-09" }),
                json!({ "correctedFromOn": "2026-02-09", "correctedToOn": "2026-02-10" }),
            ]
        );
    }

    /// The family appeals, and wants no late date.
    async fn the_family_appeals(&self) {
        let (story, mediation, contact) = (&self.story, &self.mediation, &self.contact);
        let coordinator = story.region.staff.coordinator;
        story.day("2026-05-06");
        story
            .does(
                coordinator,
                "appealRecord",
                mediation,
                json!({ "lodgedOn": "2026-05-05" }),
            )
            .await;
        story
            .does(
                coordinator,
                "caseWithdraw",
                mediation,
                json!({ "by": "FAMILY", "on": story.today() }),
            )
            .await;
        story
            .has_done(mediation, &["keep arranging unless the family stops it"])
            .await;
        story
            .has_done(
                contact,
                &["certificate", "notice of the last day to appeal"],
            )
            .await;
        assert_eq!(story.state(mediation).await, "WITHDRAWN");
        assert_eq!(
            story.state(contact).await,
            "CERTIFICATE_ISSUED",
            "who has a certificate gets no other"
        );
        story
            .does(
                coordinator,
                "caseClose",
                contact,
                json!({ "reason": "COMPLETED" }),
            )
            .await;
        for case in [contact, mediation] {
            assert_eq!(story.risk(case).await, None);
        }
        let (of_contact, of_mediation) =
            (story.record(contact).await, story.record(mediation).await);
        insta::allow_duplicates! {
            insta::assert_snapshot!(of_contact, @r"
        2026-03-02 the referral is received
        2026-03-02 the referral is taken up
        2026-03-02 the service takes the case on
        2026-03-03 the date of the contact is known
        2026-03-03 information and advice are given
        2026-03-03 the family chooses mediation
        2026-03-04 a date is corrected
        2026-04-08 the local authority cannot arrange the mediation in time
        2026-04-09 the certificate is issued
        2026-04-09 a date is corrected
        2026-05-06 the contact is closed
        --
        C5 from 2026-02-10 to 2026-04-10, met 2026-03-03
        C11 from 2026-04-08 to 2026-04-13, met 2026-04-09
        C14 from 2026-02-10 to 2026-05-11, met 2026-05-05
        --
        the service: mediation cannot be arranged in time
        ");
            insta::assert_snapshot!(of_mediation, @r"
        2026-03-04 the local authority is told
        2026-03-04 a date is corrected
        2026-03-04 something changes about somebody who takes part
        2026-03-04 everybody is asked for dates
        2026-03-06 enough dates are known
        2026-03-06 a date is held
        2026-03-06 everybody accepts a date
        2026-03-13 the meeting is postponed
        2026-03-16 enough dates are known
        2026-03-16 a date is held
        2026-03-16 everybody accepts a date
        2026-03-24 the meeting is postponed
        2026-03-24 no lawful start is left until 2 April 2026; looked at: the times of the family, the local authority, of all mediators who may take the case, and of all rooms
        2026-04-08 the mediation cannot be arranged in time
        2026-04-09 a date is corrected
        2026-05-06 the family has appealed
        2026-05-06 the family withdraws
        --
        C32 from 2026-03-04 to 2026-03-09, met 2026-03-06
        C12 from 2026-03-26 to 2026-03-18, met 2026-03-16
        C8 from 2026-03-04 to 2026-04-02
        C14 from 2026-02-10 to 2026-05-11, met 2026-05-05
        --
        the service: the local authority has cancelled twice
        the service: mediation cannot be arranged in time
        ");
        }
        story.audit_holds().await;
    }
}

both! {
    async fn a_mediation_cancelled_twice_leads_to_the_deemed_certificate(database: TestDatabase) {
        let cancelled = Cancelled::asked_for(database).await;
        cancelled.the_letter_was_sent_later().await;
        cancelled.the_authority_cancels_twice().await;
        cancelled.no_day_is_left().await;
        cancelled.the_certificate_is_deemed().await;
        cancelled.the_certificate_is_the_familys_alone().await;
        cancelled.the_letter_is_set_right_again().await;
        cancelled.the_family_appeals().await;
    }
}
