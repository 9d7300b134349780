// Work in slices between which the page stays free: what a tap asks for at once, and in spare time
// what the next tap may ask for.

const SLICE = 8;
const turn = new MessageChannel();
let job = null;
let spare = [];

/** Does some work; `done` takes what it comes to, `refused` what is wrong. What `writes` is never dropped. */
function working(work, done, { refused = null, writes = false } = {}) {
  finish();
  job = { work, done, refused, writes };
  advance(SLICE);
}

/** Brings what is still being written to its end. */
function finish() {
  while (job?.writes) advance(Infinity);
  job = null;
}

function advance(milliseconds) {
  const { work, done, refused } = job;
  let found;
  try { found = within(milliseconds, work); } catch (error) {
    if (!(error instanceof Refused) || !refused) throw error;
    ended(() => refused(error.mistakes));
    return;
  }
  if (found) { ended(() => done(found[0])); return; }
  document.getElementById("screen").setAttribute("aria-busy", "true");
  turn.port2.postMessage(null);
}

function ended(then) {
  job = null;
  document.getElementById("screen").removeAttribute("aria-busy");
  then();
}

turn.port1.onmessage = () => { if (job) advance(SLICE); };

const whenIdle = (then) => (globalThis.requestIdleCallback ? requestIdleCallback(then) : setTimeout(then, 50));

/** Work for spare time, in place of what was left of it. */
function inSpareTime(works) {
  if (!spare.length && works.length) whenIdle(useSpareTime);
  spare = works;
}

function useSpareTime() {
  if (!job && spare.length) {
    try { if (within(SLICE, spare[0])) spare.shift(); } catch (error) { if (!(error instanceof Refused)) throw error; spare.shift(); }
  }
  if (spare.length) whenIdle(useSpareTime);
}
