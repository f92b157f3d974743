//! Who gets past which entry point, and what the others are told: one line for every query and mutation.

/// Everybody in the case that the calls are about.
const IN_THE_CASE: &[&str] = &[
    "manager",
    "coordinator",
    "adviser",
    "mediator",
    "family",
    "officer",
    "school",
    "supporter",
];
/// Those who arrange its meetings.
const ARRANGERS: &[&str] = &["manager", "coordinator"];

/// Those who record what the family tells its adviser. Who gets past is told of a stale version.
const ADVISERS: &[&str] = &["manager", "coordinator", "adviser"];

/// Those who record what happens around a session.
const RUNNERS: &[&str] = &["manager", "coordinator", "mediator"];

/// Those who come to the meeting of the case, or could, and those who run it.
const COMERS: &[&str] = &[
    "manager",
    "coordinator",
    "mediator",
    "family",
    "officer",
    "school",
    "supporter",
];

/// Who gets past an entry point.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    /// Everybody, signed in or not: nothing of a case or a person is in the answer.
    Anybody,
    /// Everybody who is signed in.
    SignedIn,
    /// Some.
    Only(&'static [&'static str]),
}

/// One entry point: who gets past it, what the others get, and the smallest call about case `N-1`.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The field of `Query` or `Mutation`, with its type.
    pub field: &'static str,
    /// Who gets past it.
    pub who: Who,
    /// What the others get: a code, or how an answer looks that says nothing.
    pub others: &'static str,
    /// The call.
    pub call: &'static str,
}

/// Every entry point there is, in the order of the schema's parts.
pub const ACCESS: &[Row] = &[
    Row {
        field: "Query.viewer",
        who: Who::SignedIn,
        others: "null",
        call: "{ viewer { roles { kind } } }",
    },
    Row {
        field: "Query.node",
        who: Who::Only(IN_THE_CASE),
        others: "null",
        call: "query ($case: ID!) { node(id: $case) { id } }",
    },
    Row {
        field: "Query.nodes",
        who: Who::Only(IN_THE_CASE),
        others: "null",
        call: "query ($case: ID!) { nodes(ids: [$case]) { id } }",
    },
    Row {
        field: "Query.case",
        who: Who::Only(IN_THE_CASE),
        others: "null",
        call: "query ($case: ID!) { case(id: $case) { id } }",
    },
    Row {
        field: "Query.cases",
        who: Who::Only(IN_THE_CASE),
        others: "empty",
        call: "{ cases(filter: { reference: \"N-1\" }) { nodes { id } } }",
    },
    Row {
        field: "Query.person",
        who: Who::Only(IN_THE_CASE),
        others: "null",
        call: "query ($parent: ID!) { person(id: $parent) { name } }",
    },
    Row {
        field: "Query.personRecord",
        who: Who::Only(&["manager", "family"]),
        others: "null",
        call: "query ($parent: ID!) { personRecord(personId: $parent) }",
    },
    Row {
        field: "Query.venues",
        who: Who::Only(&["manager", "coordinator", "southern coordinator"]),
        others: "empty",
        call: "{ venues { nodes { id } } }",
    },
    Row {
        field: "Query.mediators",
        who: Who::Only(&["manager", "coordinator", "southern coordinator"]),
        others: "empty",
        call: "{ mediators { nodes { id } } }",
    },
    Row {
        field: "Query.proposedMeetingDates",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "query ($case: ID!) { proposedMeetingDates(caseId: $case, first: 1) {
          proposals { othersCost { message losses { cases } } } userErrors { code }
        } }",
    },
    Row {
        field: "Query.planningRun",
        who: Who::Only(ARRANGERS),
        others: "null",
        call: "query ($run: ID!, $case: ID!) { planningRun(id: $run) {
          meetings { startsAt explanation { message } } unplaced { explanation { conflict { code } } }
          whyNot(caseId: $case, on: \"2026-03-20\") { verdict }
        } }",
    },
    Row {
        field: "Query.planningRuns",
        who: Who::Only(ARRANGERS),
        others: "empty",
        call: "{ planningRuns { nodes { id } } }",
    },
    Row {
        field: "Query.workQueue",
        who: Who::Only(&["manager", "coordinator", "southern coordinator"]),
        others: "empty",
        call: "{ workQueue { nodes { case { id } } } }",
    },
    Row {
        field: "Mutation.inabilityNoticeAsk",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { inabilityNoticeAsk(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Query.legalDeadline",
        who: Who::Anybody,
        others: "",
        call: "{ legalDeadline(rule: C14, events: [{ name: NOTICE_SENT, on: \"2026-01-12\" }]) {
          deadline { on } userErrors { code }
        } }",
    },
    Row {
        field: "Query.legalRules",
        who: Who::Anybody,
        others: "",
        call: "{ legalRules { rule purpose events lengths { text citation } noDate } }",
    },
    Row {
        field: "Query.guides",
        who: Who::Anybody,
        others: "",
        call: "{ guides { topic title sections { heading text } sources terms { term } } }",
    },
    Row {
        field: "Query.guide",
        who: Who::Anybody,
        others: "",
        call: "{ guide(topic: THE_DAY) { title summary } }",
    },
    Row {
        field: "Query.glossary",
        who: Who::Anybody,
        others: "",
        call: "{ glossary { term also meaning source } }",
    },
    Row {
        field: "Mutation.planningRunStart",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { planningRunStart(input: { caseIds: [$case] }) {
          userErrors { code }
        } }",
    },
    Row {
        field: "Mutation.planningRunCancel",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($run: ID!) { planningRunCancel(input: { runId: $run }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.planAccept",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($run: ID!, $case: ID!) { planAccept(input: {
          runId: $run, caseIds: [$case]
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.availabilitySubmit",
        who: Who::Only(&["manager", "coordinator", "family"]),
        others: "NOT_FOUND",
        call: "mutation ($parent: ID!) { availabilitySubmit(input: {
          personId: $parent, fromOn: \"2026-03-02\", untilOn: \"2026-03-02\", windows: []
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.availabilityRequest",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { availabilityRequest(input: { caseId: $case }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.meetingHold",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { meetingHold(input: { caseId: $case, proposalId: \"x\" }) {
          userErrors { code }
        } }",
    },
    Row {
        field: "Mutation.meetingConfirm",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($meeting: ID!) { meetingConfirm(input: {
          meetingId: $meeting, expectedVersion: 1
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.meetingCancel",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($meeting: ID!) { meetingCancel(input: {
          meetingId: $meeting, expectedVersion: 1, cause: OTHER, side: SERVICE
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.adviceContactRecord",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { adviceContactRecord(input: {
          caseId: $case, expectedVersion: 999, contactedAt: \"2026-03-02T09:00:00Z\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.adviceGive",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { adviceGive(input: {
          caseId: $case, expectedVersion: 999, givenOn: \"2026-03-02\", topics: []
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.mediationDecline",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { mediationDecline(input: {
          caseId: $case, expectedVersion: 999, toldOn: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.mediationChoose",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { mediationChoose(input: {
          caseId: $case, expectedVersion: 999, chosenOn: \"2026-03-02\", issues: [], informer: FAMILY
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.mediationPonder",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { mediationPonder(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.certificateNotRequired",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { certificateNotRequired(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.certificateIssue",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { certificateIssue(input: {
          caseId: $case, expectedVersion: 999, issuedOn: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.adviceSignpost",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { adviceSignpost(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.localAuthorityInform",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { localAuthorityInform(input: {
          caseId: $case, expectedVersion: 999, informedAt: \"2026-03-02T09:00:00Z\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.careBoardInform",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { careBoardInform(input: {
          caseId: $case, expectedVersion: 999, informedAt: \"2026-03-02T09:00:00Z\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.inabilityNoticeRecord",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { inabilityNoticeRecord(input: {
          caseId: $case, expectedVersion: 999, toldOn: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.authorityMissingRecord",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { authorityMissingRecord(input: {
          caseId: $case, expectedVersion: 999, body: LOCAL_AUTHORITY, family: PROCEED
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.participationAsk",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { participationAsk(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.participationAgree",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { participationAgree(input: {
          caseId: $case, expectedVersion: 999, waiting: 0
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.participationDecline",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { participationDecline(input: {
          caseId: $case, expectedVersion: 999, by: LOCAL_AUTHORITY
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.resolutionSignpost",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { resolutionSignpost(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.facilitationScope",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { facilitationScope(input: {
          caseId: $case, expectedVersion: 999, hasAim: true, invited: []
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.facilitatorAssign",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { facilitatorAssign(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.agendaDraft",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { agendaDraft(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.papersCirculate",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { papersCirculate(input: {
          caseId: $case, expectedVersion: 999, on: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.facilitationHold",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { facilitationHold(input: {
          caseId: $case, expectedVersion: 999, on: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.notesDraft",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { notesDraft(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.commentsOpen",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { commentsOpen(input: {
          caseId: $case, expectedVersion: 999, untilOn: \"2026-03-09\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.notesFinalise",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { notesFinalise(input: {
          caseId: $case, expectedVersion: 999, on: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.actionsAgree",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { actionsAgree(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.availabilityClose",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { availabilityClose(input: {
          caseId: $case, expectedVersion: 999, authority: FULL
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.meetingPrepare",
        who: Who::Only(RUNNERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { meetingPrepare(input: {
          caseId: $case, expectedVersion: 999, done: []
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.sessionStart",
        who: Who::Only(RUNNERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { sessionStart(input: {
          caseId: $case, expectedVersion: 999, on: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.sessionAdjourn",
        who: Who::Only(RUNNERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { sessionAdjourn(input: {
          caseId: $case, expectedVersion: 999, on: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.secondDateWant",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { secondDateWant(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.sessionEnd",
        who: Who::Only(RUNNERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { sessionEnd(input: {
          caseId: $case, expectedVersion: 999, on: \"2026-03-02\", outcome: FULL
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.followUpStart",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { followUpStart(input: {
          caseId: $case, expectedVersion: 999, isAgreementSent: true, isEvaluationInvited: true
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.followUpFinish",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { followUpFinish(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.caseWithdraw",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { caseWithdraw(input: {
          caseId: $case, expectedVersion: 999, by: FAMILY, on: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.safeguardingRaise",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { safeguardingRaise(input: {
          caseId: $case, expectedVersion: 999, suspends: false
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.caseClose",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { caseClose(input: {
          caseId: $case, expectedVersion: 999, reason: NO_REPLY
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.caseDateCorrect",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { caseDateCorrect(input: {
          caseId: $case, expectedVersion: 999, date: NOTICE_SENT, on: \"2026-02-01\", reason: \"x\"
        }) { userErrors { code } } }",
    },
    Row {
        // A step that there is not: what is owed in a case is ticked off in `casework`.
        field: "Mutation.nextStepComplete",
        who: Who::Only(&[]),
        others: "NOT_FOUND",
        call: "mutation { nextStepComplete(input: {
          stepId: \"TmV4dFN0ZXA6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx\"
        }) { userErrors { code } } }",
    },
    Row {
        // An action, a complaint and a claim that there are not: the others are in `after`.
        field: "Mutation.actionDone",
        who: Who::Only(&[]),
        others: "NOT_FOUND",
        call: "mutation { actionDone(input: {
          actionId: \"QWdyZWVtZW50QWN0aW9uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", doneOn: \"2026-03-02\", evidence: \"x\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.actionNotKeptReport",
        who: Who::Only(&[]),
        others: "NOT_FOUND",
        call: "mutation { actionNotKeptReport(input: {
          actionId: \"QWdyZWVtZW50QWN0aW9uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", text: \"x\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.actionEscalate",
        who: Who::Only(&[]),
        others: "NOT_FOUND",
        call: "mutation { actionEscalate(input: {
          actionId: \"QWdyZWVtZW50QWN0aW9uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.actionExtend",
        who: Who::Only(&[]),
        others: "NOT_FOUND",
        call: "mutation { actionExtend(input: {
          actionId: \"QWdyZWVtZW50QWN0aW9uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\",
          ground: ABSENCE, toOn: \"2026-06-01\", evidence: \"x\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.followUpRecord",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { followUpRecord(input: {
          caseId: $case, checkedOn: \"2026-03-02\", asked: FAMILY, working: WELL, relationship: SAME
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.appealRecord",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { appealRecord(input: {
          caseId: $case
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.evaluationInvite",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { evaluationInvite(input: {
          caseId: $case
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.evaluationSubmit",
        who: Who::Only(&[
            "manager",
            "coordinator",
            "family",
            "officer",
            "school",
            "supporter",
        ]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { evaluationSubmit(input: {
          caseId: $case, channel: ELECTRONIC, service: 9, mediator: 5, preparation: 5, fairness: 5,
          heard: 5, outcome: 5
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.complaintRecord",
        who: Who::Only(&[
            "manager",
            "coordinator",
            "family",
            "officer",
            "school",
            "supporter",
        ]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { complaintRecord(input: {
          caseId: $case, text: \" \", madeOn: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.complaintResolve",
        who: Who::Only(&[]),
        others: "NOT_FOUND",
        call: "mutation { complaintResolve(input: {
          complaintId: \"Q29tcGxhaW50OjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", outcome: \"x\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.safeguardingConcernRecord",
        who: Who::Only(&["manager", "coordinator", "adviser", "mediator"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { safeguardingConcernRecord(input: {
          caseId: $case, expectedVersion: 999, category: OTHER, text: \" \", readerIds: []
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.expenseTermsRecord",
        who: Who::Only(&["coordinator"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { expenseTermsRecord(input: {
          caseId: $case, needsPriorAgreement: false, needsEvidence: false
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.expenseClaim",
        who: Who::Only(&["coordinator", "family"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { expenseClaim(input: {
          caseId: $case, items: []
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.expenseClaimDecide",
        who: Who::Only(&[]),
        others: "NOT_FOUND",
        call: "mutation { expenseClaimDecide(input: {
          claimId: \"RXhwZW5zZUNsYWltOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", agrees: true
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.agendaItemAdd",
        who: Who::Only(&["manager", "coordinator", "mediator"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { agendaItemAdd(input: {
          caseId: $case, title: \"x\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.paperAdd",
        who: Who::Only(&["manager", "coordinator", "mediator"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { paperAdd(input: {
          caseId: $case, title: \"x\", from: EDUCATION
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.notesWrite",
        who: Who::Only(&["manager", "coordinator", "mediator"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { notesWrite(input: {
          caseId: $case, paragraphs: [\"x\"]
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.noteCommentAdd",
        who: Who::Only(&["family", "officer", "school", "supporter"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { noteCommentAdd(input: {
          caseId: $case
        }) { userErrors { code } } }",
    },
    Row {
        field: "Query.contracts",
        who: Who::Only(&["manager", "coordinator", "southern coordinator"]),
        others: "null",
        call: "{ contracts { usedVolume } }",
    },
    Row {
        field: "Query.enquiries",
        who: Who::Only(&["manager", "coordinator", "southern coordinator", "adviser"]),
        others: "null",
        call: "{ enquiries { pageInfo { hasNextPage } } }",
    },
    Row {
        // Whoever is signed in may refer, and is told of the service that there is not.
        field: "Mutation.referralReceive",
        who: Who::SignedIn,
        others: "NOT_FOUND",
        call: "mutation { referralReceive(input: {
          providerId: \"T3JnYW5pc2F0aW9uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", localAuthorityId: \"T3JnYW5pc2F0aW9uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", kind: MED_E, referrer: FAMILY,
          receivedAt: \"2026-03-02T09:00:00Z\", stage: DECISION, isFamilyTold: true, familyOutcode: \"S1\",
          child: { person: { new: { name: \"A\", preferredChannel: POST } } },
          family: [{ person: { new: { name: \"B\", preferredChannel: POST } } }]
        }) { userErrors { code } } }",
    },
    Row {
        // A service that there is not: enquiries are recorded in `parties`.
        field: "Mutation.enquiryRecord",
        who: Who::Only(&[]),
        others: "NOT_FOUND",
        call: "mutation { enquiryRecord(input: {
          providerId: \"T3JnYW5pc2F0aW9uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", localAuthorityId: \"T3JnYW5pc2F0aW9uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", topic: MEDIATION, answer: \"x\",
          askedOn: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.referralTakeUp",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { referralTakeUp(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.contactAttemptRecord",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { contactAttemptRecord(input: {
          caseId: $case, expectedVersion: 999, attemptedAt: \"2026-03-02T09:00:00Z\", way: PHONE,
          outcome: NO_ANSWER
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.familyConsentRecord",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { familyConsentRecord(input: {
          caseId: $case, expectedVersion: 999, answer: GIVEN, on: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.caseTriage",
        who: Who::Only(ADVISERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { caseTriage(input: {
          caseId: $case, expectedVersion: 999, signpost: SENDIASS
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.caseTypeChange",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { caseTypeChange(input: {
          caseId: $case, expectedVersion: 999, kind: DR_F
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.participantAdd",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { participantAdd(input: {
          caseId: $case, expectedVersion: 999, role: SUPPORTER
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.participantChange",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { participantChange(input: {
          caseId: $case, expectedVersion: 999, participantId: \"UGFydGljaXBhbnQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.participantRemove",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { participantRemove(input: {
          caseId: $case, expectedVersion: 999, participantId: \"UGFydGljaXBhbnQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.personContactChange",
        who: Who::Only(&["manager", "coordinator", "family"]),
        others: "NOT_FOUND",
        call: "mutation ($parent: ID!) { personContactChange(input: { personId: $parent }) {
          userErrors { code }
        } }",
    },
    Row {
        field: "Mutation.tokenRevoke",
        who: Who::Only(&["manager"]),
        others: "NOT_FOUND",
        call: "mutation ($leaver: ID!) { tokenRevoke(input: { personId: $leaver }) {
          userErrors { code }
        } }",
    },
    Row {
        field: "Mutation.caseErase",
        who: Who::Only(&["manager"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { caseErase(input: {
          caseId: $case, expectedVersion: 999, reason: ASKED
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.personErase",
        who: Who::Only(&["manager"]),
        others: "NOT_FOUND",
        call: "mutation ($parent: ID!) { personErase(input: { personId: $parent, reason: ASKED }) {
          userErrors { code }
        } }",
    },
    Row {
        field: "Mutation.glassBreak",
        who: Who::Only(&["manager"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { glassBreak(input: { caseId: $case, reason: HARM }) {
          userErrors { code }
        } }",
    },
    Row {
        field: "Mutation.contactRestrictionSet",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { contactRestrictionSet(input: {
          caseId: $case, expectedVersion: 999, personId: \"UGVyc29uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", otherPersonId: \"UGVyc29uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.contactRestrictionLift",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { contactRestrictionLift(input: {
          caseId: $case, expectedVersion: 999, personId: \"UGVyc29uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", otherPersonId: \"UGVyc29uOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.alternativePersonName",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { alternativePersonName(input: {
          caseId: $case, expectedVersion: 999, basis: PARENT,
          person: { new: { name: \"A\", preferredChannel: POST } }
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.childViewsRecord",
        who: Who::Only(&["mediator", "family"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { childViewsRecord(input: {
          caseId: $case, expectedVersion: 999, method: DRAWING, obtainedBy: \"x\",
          obtainedOn: \"2026-03-02\", text: \"x\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.contactAssign",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!, $parent: ID!) { contactAssign(input: {
          caseId: $case, expectedVersion: 999, personId: $parent
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.shortNoticeAgree",
        who: Who::Only(&["manager", "coordinator", "family"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { shortNoticeAgree(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.shortNoticeWithdraw",
        who: Who::Only(&["manager", "coordinator", "family"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { shortNoticeWithdraw(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.privateWordAsk",
        who: Who::Only(&[
            "manager",
            "coordinator",
            "mediator",
            "family",
            "officer",
            "school",
            "supporter",
        ]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { privateWordAsk(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.draftServedRecord",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { draftServedRecord(input: {
          caseId: $case, expectedVersion: 999, servedOn: \"2026-02-16\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.decisionToldRecord",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { decisionToldRecord(input: {
          caseId: $case, expectedVersion: 999, toldOn: \"2026-02-16\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.attendancePropose",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { attendancePropose(input: {
          caseId: $case, expectedVersion: 999, role: OTHER,
          person: { new: { name: \"A\", preferredChannel: POST } }
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.attendanceConsentRecord",
        who: Who::Only(&["manager", "coordinator", "family", "officer", "school"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { attendanceConsentRecord(input: {
          caseId: $case, expectedVersion: 999, proposalId: \"QXR0ZW5kYW5jZVByb3Bvc2FsOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\",
          participantId: \"UGFydGljaXBhbnQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx\", isConsent: true, on: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.attendanceDecide",
        who: Who::Only(&["manager", "coordinator", "mediator"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { attendanceDecide(input: {
          caseId: $case, expectedVersion: 999, proposalId: \"QXR0ZW5kYW5jZVByb3Bvc2FsOjAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMQ\", isAdmitted: true
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.interpreterBook",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { interpreterBook(input: {
          caseId: $case, expectedVersion: 999, kind: BSL, language: \"bsl\", leadDays: 10
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.mediatorIntroduce",
        who: Who::Only(&["mediator"]),
        others: "NOT_FOUND",
        call: "mutation ($meeting: ID!) { mediatorIntroduce(input: {
          meetingId: $meeting, introducedOn: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.prepContactRecord",
        who: Who::Only(&["mediator"]),
        others: "NOT_FOUND",
        call: "mutation ($meeting: ID!, $parent: ID!) { prepContactRecord(input: {
          meetingId: $meeting, personId: $parent, way: PHONE, minutes: 10,
          contactedAt: \"2026-03-02T09:00:00Z\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.summaryWrite",
        who: Who::Only(&["mediator", "family", "officer", "school", "supporter"]),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { summaryWrite(input: { caseId: $case }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.summariesExchange",
        who: Who::Only(&["mediator"]),
        others: "NOT_FOUND",
        call: "mutation ($meeting: ID!) { summariesExchange(input: {
          meetingId: $meeting
        }) { userErrors { code } } }",
    },
    Row {
        // A seat that there is not: who may declare in one is told in `session`.
        field: "Mutation.authorityDeclare",
        who: Who::Only(&[]),
        others: "NOT_FOUND",
        call: "mutation { authorityDeclare(input: {
          participantId: \"UGFydGljaXBhbnQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx\", domains: [F],
          limits: NONE, maySign: true
        }) { userErrors { code } } }",
    },
    Row {
        // The same.
        field: "Mutation.authorityConfirm",
        who: Who::Only(&[]),
        others: "NOT_FOUND",
        call: "mutation ($parent: ID!) { authorityConfirm(input: {
          participantId: \"UGFydGljaXBhbnQ6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx\", personId: $parent
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.groundRulesSign",
        who: Who::Only(COMERS),
        others: "NOT_FOUND",
        call: "mutation ($meeting: ID!) { groundRulesSign(input: {
          meetingId: $meeting, wording: \"1\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.attendanceRecord",
        who: Who::Only(RUNNERS),
        others: "NOT_FOUND",
        call: "mutation ($meeting: ID!, $parent: ID!) { attendanceRecord(input: {
          meetingId: $meeting, personId: $parent, presence: ABSENT
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.issueSettle",
        who: Who::Only(RUNNERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { issueSettle(input: {
          caseId: $case, expectedVersion: 999,
          issueId: \"SXNzdWU6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAx\", status: AGREED
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.agreementRecord",
        who: Who::Only(RUNNERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { agreementRecord(input: {
          caseId: $case, expectedVersion: 999, actions: [], checkHow: \"x\", signatoryIds: []
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.agreementAbandon",
        who: Who::Only(RUNNERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { agreementAbandon(input: {
          caseId: $case, expectedVersion: 999
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.agreementSign",
        who: Who::Only(COMERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { agreementSign(input: {
          caseId: $case, signedOn: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.typedAgreementSend",
        who: Who::Only(RUNNERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { typedAgreementSend(input: {
          caseId: $case, expectedVersion: 999, sentOn: \"2026-03-02\"
        }) { userErrors { code } } }",
    },
    Row {
        field: "Mutation.agreementAmend",
        who: Who::Only(RUNNERS),
        others: "NOT_FOUND",
        call: "mutation ($case: ID!) { agreementAmend(input: {
          caseId: $case, expectedVersion: 999, agreedOn: \"2026-03-02\", isInWriting: true,
          reason: \"x\", agreedByIds: []
        }) { userErrors { code } } }",
    },
    Row {
        field: "Query.commissionerReport",
        who: Who::Only(ARRANGERS),
        others: "NOT_FOUND",
        call: "query ($la: ID!, $north: ID!) { commissionerReport(
          commissionerId: $la, providerId: $north, from: \"2025-10-01\", to: \"2025-12-31\"
        ) { report { csv } userErrors { code } } }",
    },
    Row {
        field: "Query.dfeReturn",
        who: Who::Only(&["manager"]),
        others: "NOT_FOUND",
        call: "query ($la: ID!, $north: ID!) { dfeReturn(
          commissionerId: $la, providerId: $north, from: \"2025-10-01\", to: \"2025-12-31\"
        ) { dfeReturn { csv } userErrors { code } } }",
    },
];

/// Those who have a column of their own in [`table`].
const COLUMNS: [&str; 8] = [
    "manager",
    "coordinator",
    "adviser",
    "mediator",
    "family",
    "officer",
    "school",
    "supporter",
];

/// The lines as tables of Markdown, the queries first.
#[must_use]
pub fn table() -> String {
    let mut text = String::new();
    for root in ["Query", "Mutation"] {
        let columns = COLUMNS.join(" | ");
        text.push_str("### Entry points: ");
        text.push_str(root);
        text.push_str("\n\n| entry | ");
        text.push_str(&columns);
        text.push_str(" | the others |\n|---|");
        text.push_str(&"---|".repeat(COLUMNS.len() + 1));
        text.push('\n');
        let mut rows: Vec<_> = ACCESS
            .iter()
            .filter(|row| row.field.split('.').next() == Some(root))
            .collect();
        rows.sort_by_key(|row| row.field);
        for row in rows {
            let marks = COLUMNS.map(|name| if row.who.has(name) { "●" } else { "" });
            let others = match row.who {
                Who::Anybody => "the same, signed in or not",
                Who::SignedIn => "the same, when signed in",
                Who::Only(_) => row.others,
            };
            let marks = marks.join(" | ");
            let line = format!("| `{}` | {marks} | {others} |\n", row.field);
            text.push_str(&line);
        }
        text.push('\n');
    }
    text
}

impl Who {
    /// Whether somebody in the case gets past.
    fn has(self, name: &str) -> bool {
        match self {
            Self::Anybody | Self::SignedIn => true,
            Self::Only(names) => names.contains(&name),
        }
    }
}
