/** Finds the lines of members in JSON. */

/**
 * The line of each member of an object, starting at 1, by its path with line breaks between the names.
 *
 * @param depth how deep to look: 1 for the members of the outermost object
 */
export function linesOf(json: string, depth: number): Map<string, number> {
  const lines = new Map<string, number>();
  const path: string[] = [];
  // Brackets and braces that are open. The path has the names of those that are members.
  let open = 0;
  let line = 1;
  let name = "";
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === "\n") {
      line++;
    } else if (character === '"') {
      const end = endOfString(json, i);
      name = json.slice(i, end);
      i = end - 1;
    } else if (character === ":" && open <= depth && open === path.length + 1) {
      path.push(JSON.parse(name) as string);
      lines.set(path.join("\n"), line);
    } else if (character === "{" || character === "[") {
      open++;
    } else if (character === "}" || character === "]") {
      open--;
      path.length = Math.min(path.length, Math.max(0, open));
    } else if (character === ",") {
      path.length = Math.min(path.length, Math.max(0, open - 1));
    }
  }
  return lines;
}

/** The index after the closing quote of the string at `start`. */
function endOfString(json: string, start: number): number {
  let i = start + 1;
  while (i < json.length && json[i] !== '"') {
    i += json[i] === "\\" ? 2 : 1;
  }
  return i + 1;
}
