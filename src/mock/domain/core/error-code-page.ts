import { errorCodes } from './error-codes.ts';

/** docs/error-codes.md, printed from the table of codes: `npm run docs:error-codes`. A test compares. */
export function renderErrorCodePage(): string {
  const rows = Object.entries(errorCodes).map(
    ([code, { meaning, remedy }]) => `| \`${code}\` | ${meaning} | ${remedy} |`,
  );
  return `# Error codes

<!-- Printed from src/mock/domain/core/error-codes.ts by \`npm run docs:error-codes\`; not edited by hand. -->

Every error that etherbox throws derives from \`EtherboxError\`. Each has a \`name\`, a \`code\` and, where another error caused
it, a \`cause\`. Compare \`code\`: it never changes its meaning. The message is for people and may change. A wrong argument is a
\`TypeError\`, as everywhere in JavaScript.

[startSandbox](start-sandbox.md#errors) has an example.

The control API sends the same codes as \`code\` of its problems (RFC 9457), and the client in \`box.control\` throws them as
\`ControlApiError\`. BT's paths know none of them: their errors are BT's own, see [errors](errors.md).

| Code | Meaning | What to do |
|---|---|---|
${rows.join('\n')}
`;
}
