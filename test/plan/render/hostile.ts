/** Names as only an attacker, or an accident, gives them. */
import fc from "fast-check";

/** Parts that mean something to Markdown, HTML, XML, a terminal or a host. */
const PARTS = [
  ..."|`<>&*_{}[]()#+-.!~$@%:;,=\"'\\/^? ",
  "\n",
  "\r\n",
  "\t",
  "\u001b[31m",
  "\u001b]0;title\u0007",
  "\u0000",
  "\u202e",
  "\u200b",
  "\u2028",
  "\ud800",
  "\uffff",
  "``",
  "```",
  "</details>",
  "<!--",
  "-->",
  "]]>",
  "::error::",
  "%0A",
  "@org/team",
  "#123",
  "GH-1",
  "!45",
  "https://example.com/x|y",
  "www.example.com",
  "a@example.com",
  "[text](https://example.com)",
  "![image](x)",
  "| --- |",
  "1. ",
  "    ",
  "名前",
  "👩‍💻",
  "é",
  "aws_s3_bucket.a",
  "&amp;",
];

/** Names of such parts and of any other characters. */
export const hostileName: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 8 })
  .map((parts) => parts.join(""));
