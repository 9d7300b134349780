// Asking the server: JSON there and back.

/** An answer that is no success: its status, and what it says. */
export class Refused extends Error {
  constructor(status, told) {
    super(told.message ?? "");
    this.status = status;
    this.told = told;
  }
}

/** No answer at all. */
export class Lost extends Error {}

export async function ask(name, given = {}) {
  let response;
  try {
    response = await fetch(`/api/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(given),
    });
  } catch {
    throw new Lost();
  }
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  let told = { message: text };
  try { told = JSON.parse(text); } catch { /* it is a sentence */ }
  throw new Refused(response.status, told);
}

/** What a refusal says, as sentences. */
export function sentences(error) {
  const found = (error.told?.findings ?? []).map((one) => [`${one.file}${one.line ? `:${one.line}` : ""}: ${one.message}`, one.help].filter(Boolean).join("; "));
  return [error.message, ...found].filter(Boolean);
}
