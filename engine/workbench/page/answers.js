// What a questionnaire says of one file, on its way to the disk: nothing is dropped before it is there.

import { ask, Lost, Refused } from "./ask.js";

export class Answers {
  /** `told` hears of each text that was saved, and of each refusal. */
  constructor(file, told) { Object.assign(this, { file, told, digest: null, waiting: null, writing: null }); }

  /** Takes the file as it is now; what waits to be saved stays. */
  async read() {
    if (this.waiting !== null) return;
    const { digest } = await ask("open", { file: this.file });
    this.digest = digest;
  }

  /** Saves the newest text; while one is on its way, the next waits. */
  take(text) {
    this.waiting = text;
    return this.write();
  }

  /** What is on its way ends, well or not. */
  write() {
    this.writing ??= this.all().finally(() => { this.writing = null; });
    return this.writing;
  }

  async all() {
    while (this.waiting !== null) {
      const text = this.waiting;
      try {
        const { digest } = await ask("save", { file: this.file, text, digest: this.digest });
        this.digest = digest;
        if (this.waiting === text) this.waiting = null;
        this.told.saved(this);
      } catch (error) {
        if (error instanceof Lost) this.told.lost(this);
        else if (error instanceof Refused) this.told.refused(this, error);
        else throw error;
        return;
      }
    }
  }

  /** Writes over what somebody else wrote, or lets go of what was not saved. */
  settle(digest, mine) {
    this.digest = digest;
    if (!mine) this.waiting = null;
    return this.write();
  }
}
