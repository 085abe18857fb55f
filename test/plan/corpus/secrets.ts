/** The secrets of the programs. They are in the plans in clear, and nothing that a review prints may contain one. */
export const SECRETS = ["hunter2-and-more", "correct-horse-battery", "hunter2-token", "s3cr3t"] as const;
