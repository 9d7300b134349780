// Long work in slices. What was found out is kept where it is found out, so that work which is
// stopped can be begun anew and soon is where it was.

/** Work has to stop for now. */
class Pause extends Error {}

const pace = { until: Infinity, steps: 0, grace: 0 };
const STEPS_AT_ONCE = 15;

/** Stops work whose time is over; called between steps of it, of which many are short. */
function breathe() {
  pace.steps += 1;
  if ((pace.steps & STEPS_AT_ONCE) === 0) rest();
}

function rest() {
  if (pace.until !== Infinity && performance.now() > pace.until) throw new Pause();
}

/** The same within work of which no part is kept: each time it is stopped it gets longer to end. */
function hurry() {
  if (pace.until === Infinity || performance.now() <= pace.until + pace.grace) return;
  pace.grace = 2 * pace.grace || 16;
  throw new Pause();
}

/** What some work comes to within so many milliseconds, in a list; null where it takes longer. */
function within(milliseconds, work) {
  const before = pace.until;
  pace.until = performance.now() + milliseconds;
  try { return [work()]; } catch (error) { if (error instanceof Pause) return null; throw error; } finally { pace.until = before; }
}
