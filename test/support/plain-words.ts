/** Words that the trade has a better term for; whole words, in any form that occurs. */
export const bannedWords =
  /\b(houses?|rooms?|floors?|grounds?|worlds?|turn(s|ed)?|told|asked|met|shelf|shelves|desks?|stages?|play(s|ed|ing)?|gather(s|ed)?|troubles?)\b/i;

/** Reasons that BT's paths answer with, and titles beside them: their text is fixed. */
export const btReasons =
  /The bandwidth asked for is more than this access can carry here|Wayleave asked of the landlord/g;

/** Beginnings that make a phrase of what should be a verb or a noun: "What is …", "As for …", "With --x: …", "Most for …". */
const weakBeginnings = /^(What|When|Where|Who|Why|As|With|Of|For|Only|Not|Is|Are|Another|Most|Nothing|It|Its)\b/;

/** What is wrong with a text for users that stands alone; undefined: nothing. */
export function wordingProblem(text: string): string | undefined {
  if (!/^(?:[A-Z]|`|\d)/.test(text)) return `does not start with a capital: ${text}`;
  if (weakBeginnings.test(text)) return `does not start with a verb or a noun: ${text}`;
  const banned = bannedWords.exec(text)?.[0];
  return banned === undefined ? undefined : `uses "${banned}": ${text}`;
}
