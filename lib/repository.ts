/** Where the project lives. Fill this in before the first release; package.json repeats it, and a test compares the two. */
export const REPOSITORY = "https://github.com/OWNER/cdktf-polytomic";

/** The URL of a page of `docs`, for messages: an installed package is not opened to read its documentation. */
export const documentation = (page: string): string => `${REPOSITORY}/blob/main/docs/${page}`;
