import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import wabt from 'wabt';

const encoder = `${import.meta.dirname}/../../../../src/edges/encoder`;

// `make kernel` runs this with --update, which writes the file.
it('kernel.ts is what kernel.wat says', async () => {
  const { parseWat } = await wabt();
  const module = parseWat('kernel.wat', await readFile(`${encoder}/kernel.wat`, 'utf8'), {
    simd: true,
    bulk_memory: true,
  });
  module.validate();
  const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64');
  await expect(
    `/** kernel.wat, assembled: \`make kernel\` writes this file. */\nexport const KERNEL =\n  '${base64}';\n`,
  ).toMatchFileSnapshot(`${encoder}/kernel.ts`);
});
