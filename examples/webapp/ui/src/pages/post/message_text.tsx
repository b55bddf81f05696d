// SPDX-License-Identifier: BSL-1.0
import { Anchor, Text } from '@mantine/core';
import { Fragment } from 'react';

// Neither the punctuation nor the bracket after an address belongs to it.
const address = /(https?:\/\/[^\s<>"'`]*[^\s<>"'`.,:;!?)\]}*_~»])/gi;

/** A message as it was written. Web addresses can be followed; everything else is text, whatever it looks like. */
export function MessageText({ text }: { text: string }) {
  return (
    <Text component="div" fz="1rem" lh={1.6} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {text.split(address).map((part, index) =>
        index % 2 === 1 && URL.canParse(part) ? (
          <Anchor key={index} href={part} target="_blank" rel="noopener noreferrer" inherit>
            {part}
          </Anchor>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </Text>
  );
}
