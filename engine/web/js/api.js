// What the page offers to others.

const RULEBOOK = prepared(globalThis.document ? JSON.parse(document.getElementById("rulebook").textContent) : globalThis.backchannelRulebook);

function now() {
  const at = new Date();
  return asDay(at.getFullYear(), at.getMonth() + 1, at.getDate());
}

/** The judge of what was read; null and sentences where it cannot be read. */
function judgeOf(data) {
  const judge = new Judge(RULEBOOK, readCase(RULEBOOK, data, now()));
  if (judge.ties && !judge.ties.consistent && !judge.case.clashes.length) {
    const told = "some of these facts cannot be true together";
    if (!judge.case.quoted.size) throw new Refused([told]);
    judge.case.clashes.push(told);
  }
  return judge;
}

/** What is told of facts that cannot be true together because of what people said. */
function undecided(judge) {
  const { flow } = RULEBOOK;
  return { verdict: INCOMPLETE, decided_at: null, rule: null, possible: flow.verdicts, path: [], missing: [], clashes: judge.case.clashes };
}

globalThis.backchannel = Object.freeze({
  hash: RULEBOOK.hash,
  /** The decision about facts, as a fact file has them; `{mistakes}` where they cannot be read. */
  evaluate(facts) {
    try {
      const judge = judgeOf(asRead(facts));
      return judge.case.clashes.length ? undecided(judge) : judge.decision;
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
