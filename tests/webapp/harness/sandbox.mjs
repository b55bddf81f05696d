// SPDX-License-Identifier: BSL-1.0
// multipost-sandbox: the networks, and what their readers see.
import { Program, built } from './process.mjs';

export class Sandbox {
  static async start() {
    const program = new Program(built('WEBAPP_SANDBOX'), ['--listen', '127.0.0.1:0'], {});
    const [, url] = await program.says(/listening on (http:\S+)/);
    return new Sandbox(program, url);
  }

  constructor(program, url) {
    this.program = program;
    this.url = url;
  }

  get authority() {
    return new URL(this.url).host;
  }

  /** The URL of a Slack webhook as a user pastes it; a token with "fault.NAME" in it misbehaves. */
  slack(token, channel = 'T1/B1') {
    return `slack:${this.url}/services/${channel}/${token}`;
  }

  discord(token, id = '1') {
    return `discord:${this.url}/api/webhooks/${id}/${token}`;
  }

  /** What readers see of the messages that contain `mark`. */
  async ledger(mark) {
    const answer = await fetch(`${this.url}/ledger?mark=${encodeURIComponent(mark)}`);
    return (await answer.json()).published;
  }

  async stop() {
    await this.program.stop();
  }
}
