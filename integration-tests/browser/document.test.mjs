// The API's document by the judgement of a linter that others use.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const DOCUMENT = fileURLToPath(new URL('../../proxy-server/src/main/resources/io/acexy/server/api/openapi.json', import.meta.url));
const LINTER = fileURLToPath(new URL('node_modules/.bin/redocly', import.meta.url));

/** The linter's own words: ">=22.12.0 || >=20.19.0 <21.0.0". */
function runsHere([major, minor]) {
  return major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
}

const node = process.versions.node.split('.').map(Number);

test('redocly finds nothing in the OpenAPI document', { skip: !runsHere(node) && `redocly does not run on Node ${process.versions.node}` }, () => {
  const { status, stdout, stderr } = spawnSync(LINTER, ['lint', '--format=json', DOCUMENT], {
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.equal(status, 0, stdout + stderr);
  assert.deepEqual(JSON.parse(stdout).problems, []);
});
