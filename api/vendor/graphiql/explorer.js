// Starts GraphiQL on this server: the schema comes ready-made, so no introspection query is sent;
// queries go to /graphql with the token in the bar; nothing outlives the browser tab.
"use strict";

(() => {
  const TOKEN = "concord.token";

  const VARIABLES = JSON.stringify({ caseId: "paste the id of a case here" }, null, 2);

  const field = document.getElementById("token");
  const status = document.getElementById("signed-in");

  function showToken() {
    const token = sessionStorage.getItem(TOKEN);
    field.value = token ?? "";
    status.textContent = token ? "Using a token" : "Nobody signed in";
  }

  document.getElementById("sign-in").addEventListener("submit", (event) => {
    event.preventDefault();
    // People paste "Bearer ey…" as often as the token alone.
    const token = field.value.trim().replace(/^bearer\s+/i, "");
    if (token) sessionStorage.setItem(TOKEN, token);
    else sessionStorage.removeItem(TOKEN);
    showToken();
  });

  document.getElementById("forget").addEventListener("click", () => {
    sessionStorage.removeItem(TOKEN);
    showToken();
  });

  async function run(request, options) {
    const token = sessionStorage.getItem(TOKEN);
    const headers = {
      Accept: "application/graphql-response+json, application/json;q=0.9",
      "Content-Type": "application/json",
      ...(token && { Authorization: `Bearer ${token}` }),
      ...options?.headers,
    };
    const { query, variables, operationName } = request;
    const answer = await fetch("/graphql", {
      method: "POST",
      headers,
      body: JSON.stringify({ query, variables, operationName }),
      credentials: "omit",
    });
    const text = await answer.text();
    try {
      return JSON.parse(text);
    } catch {
      return { errors: [{ message: `the server answered ${answer.status}: ${text.slice(0, 500)}` }] };
    }
  }

  // The file is the answer of an introspection query. Built here, because GraphiQL asks the server
  // again when it is handed anything but a finished schema.
  async function loadSchema() {
    const answer = await fetch("/explorer/schema.json", { credentials: "omit" });
    if (!answer.ok) throw new Error(`/explorer/schema.json answered ${answer.status}`);
    const introspection = await answer.json();
    return GraphiQL.GraphQL.buildClientSchema(introspection.data ?? introspection);
  }

  async function loadExamples() {
    const answer = await fetch("/explorer/examples.graphql", { credentials: "omit" });
    return answer.ok ? answer.text() : "";
  }

  async function start() {
    const main = document.getElementById("explorer");
    showToken();
    try {
      const [schema, examples] = await Promise.all([loadSchema(), loadExamples()]);
      ReactDOM.createRoot(main).render(
        React.createElement(GraphiQL, {
          fetcher: run,
          schema,
          // Answers of the API are about children: drafts and history never reach the disk.
          storage: sessionStorage,
          defaultQuery: examples,
          // Handed over, they would win over what the person typed before a reload.
          ...(sessionStorage.getItem("graphiql:tabState") === null && { variables: VARIABLES }),
          shouldPersistHeaders: false,
          defaultEditorToolsVisibility: "variables",
        }),
      );
    } catch (error) {
      main.textContent = `The explorer could not start: ${error.message}`;
    }
  }

  start();
})();
