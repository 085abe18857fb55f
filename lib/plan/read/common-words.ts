/**
 * Values that are not searched in other strings, even if a sensitive object contains them: words, regions, versions and short numbers
 * that every plan contains many times.
 */
export const COMMON_WORD =
  /^(true|false|null|none|default|enabled?|disabled?|allow|deny|public|private|standard|AES256|aws:kms|text|string|json|name|value|type|port|host|https?|tcp|root|main|aws|arn|\*|[a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-\d|\d{4}-\d{2}-\d{2}|\d{1,5})$/i;
