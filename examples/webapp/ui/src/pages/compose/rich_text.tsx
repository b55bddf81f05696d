// SPDX-License-Identifier: BSL-1.0
import { Fragment, type ReactNode } from 'react';
import type { Schema } from '@/api/client';
import classes from './rich_text.module.css';

type Block = Schema<'PreviewBlock'>;
type Run = Schema<'PreviewRun'>;

/** Text as its readers see it, from what the server understood: never from markup, and never as HTML. */
export function RichText({ blocks }: { blocks: Block[] }) {
  return (
    <div className={classes['text']}>
      {blocks.map((block, index) => (
        // Blocks have no identity of their own, and keep no state.
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  const runs = block.runs.map((run, index) => <Fragment key={index}>{marked(run)}</Fragment>);
  const className = `${classes['block']} ${classes[block.kind] ?? ''}`;
  const indent = block.depth > 0 ? { paddingInlineStart: `${Math.min(block.depth, 6) * 1.5}em` } : undefined;
  if (block.kind === 'code_block') return <pre className={className}>{runs}</pre>;
  if (block.kind === 'quote') return <blockquote className={className}>{runs}</blockquote>;
  return (
    <p className={className} style={indent} data-level={block.level ?? undefined}>
      {block.marker && <span className={classes['marker']}>{block.marker} </span>}
      <span>{runs}</span>
    </p>
  );
}

function marked({ text, marks, href }: Run): ReactNode {
  let node: ReactNode = text;
  if (marks.includes('code')) node = <code className={classes['code']}>{node}</code>;
  if (marks.includes('strike')) node = <s>{node}</s>;
  if (marks.includes('italic')) node = <em>{node}</em>;
  if (marks.includes('bold')) node = <strong>{node}</strong>;
  if (marks.includes('mention')) node = <span className={classes['mention']}>{node}</span>;
  if (!href || !/^https?:\/\//i.test(href)) return node;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={classes['link']}>
      {node}
    </a>
  );
}
