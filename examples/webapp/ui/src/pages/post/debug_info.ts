// SPDX-License-Identifier: BSL-1.0
import type { PostDetail } from '@/api/posts';

/** What helps those who read logs: ids, states, codes and times. Neither texts nor names nor anything secret. */
export function debugInfo(post: PostDetail, version: string, request: string): string {
  const lines = [
    `multipost-web ${version}`,
    `request ${request || '-'}`,
    `post ${post.id} ${post.state} revision=${post.revision} planned=${post.schedule?.instant ?? '-'} created=${post.created_at} updated=${post.updated_at}`,
  ];
  for (const delivery of post.deliveries) {
    const { id, channel, connector, state, attempts, proof, failure } = delivery;
    const why = failure ? ` ${failure.class}/${failure.code}` : '';
    lines.push(
      `delivery ${id} ${connector} channel=${channel} ${state}${why} attempts=${attempts} proof=${proof}` +
        ` due=${delivery.due_at ?? '-'} remote_id=${delivery.remote_id ?? '-'} updated=${delivery.updated_at}`,
    );
    for (const attempt of delivery.attempts_made) {
      const how = attempt.failure ? ` ${attempt.failure.class}/${attempt.failure.code}` : '';
      lines.push(`  attempt ${attempt.number} ${attempt.state}${how} started=${attempt.started_at} elapsed_ms=${attempt.elapsed_ms ?? '-'}`);
    }
  }
  return lines.join('\n');
}
