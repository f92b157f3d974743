// Puts every audit of graphql-http to the server at the address given, prints those that it does not
// pass, and succeeds when it passes all of them.

import { serverAudits } from 'graphql-http';

// How many audits there are: fewer would mean that the package changed under us.
const EXPECTED = 61;

const [url] = process.argv.slice(2);
const audits = serverAudits({ url });
let passed = 0;

for (const audit of audits) {
  let status, reason;
  try {
    ({ status, reason } = await audit.fn());
  } catch (error) {
    [status, reason] = ['error', error.cause?.message ?? error.message];
  }
  if (status === 'ok') passed += 1;
  else console.log(`${status.padEnd(6)} ${audit.id} ${audit.name}: ${reason}`);
}

if (audits.length !== EXPECTED) console.log(`there are ${audits.length} audits, not ${EXPECTED}`);
console.log(`${passed} passed, ${Math.max(audits.length, EXPECTED) - passed} failed`);
process.exitCode = passed === EXPECTED && audits.length === EXPECTED ? 0 : 1;
