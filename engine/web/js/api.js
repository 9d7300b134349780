// What the page offers to others.

const RULEBOOK = prepared(globalThis.document ? JSON.parse(document.getElementById("rulebook").textContent) : globalThis.backchannelRulebook);

function now() {
  const at = new Date();
  return asDay(at.getFullYear(), at.getMonth() + 1, at.getDate());
}

/** The judge of what was read, which may still find that facts cannot be true together. */
const judgeAtFirst = (data) => new Judge(RULEBOOK, readCase(RULEBOOK, data, now()));

/** The same judge, once what cannot be true together was refused; of what people said it is told. */
function checked(judge) {
  const { case: found, ties } = judge;
  if (ties && !found.clashes.length && !ties.consistent) {
    const told = "some of these facts cannot be true together";
    if (!found.quoted.size) throw new Refused([told]);
    found.clashes.push(told);
  }
  if (found.clashes.length) Object.assign(judge, { found: RULEBOOK.flow.verdicts, decided: undecided(judge) });
  return judge;
}

/** What is told of facts that cannot be true together because of what people said. */
function undecided(judge) {
  const { flow } = RULEBOOK;
  return { verdict: INCOMPLETE, decided_at: null, rule: null, possible: flow.verdicts, path: [], missing: [], checked: false, clashes: judge.case.clashes };
}

const judgeOf = (data) => checked(judgeAtFirst(data));

globalThis.backchannel = Object.freeze({
  hash: RULEBOOK.hash,
  /** The decision about facts, as a fact file has them; `{mistakes}` where they cannot be read. */
  evaluate(facts) {
    try {
      return judgeOf(asRead(facts)).decision;
    } catch (error) {
      if (error instanceof Refused) return { mistakes: error.mistakes };
      throw error;
    }
  },
  /** The fact to ask next; null where none matters. */
  next(facts) {
    try {
      return nextQuestion(judgeOf(asRead(facts)));
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  },
});
